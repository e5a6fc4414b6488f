"""The few questions that interrupt."""
