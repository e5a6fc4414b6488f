"""The program as assistive technology meets it: through the accessibility bus of a real desktop session."""
