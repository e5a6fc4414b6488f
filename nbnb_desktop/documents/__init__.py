"""What is printed: page models (pure) and the one importer of reportlab."""
