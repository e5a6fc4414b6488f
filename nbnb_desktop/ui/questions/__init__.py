"""One small widget per kind of question; ``table.widget_for`` finds it. They know no form and no store."""
