"""Qt models over what actions return."""
