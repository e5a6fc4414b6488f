"""What a person does, as functions; the borders of transactions."""
