"""The shipped forms: they build, they hold what the specification says, and they calculate."""
