"""One module per page of the main window and of the hand-over."""
