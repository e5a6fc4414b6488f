"""One small widget per kind of question."""
