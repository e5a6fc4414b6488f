"""One encrypted SQLite that nothing can be lost from."""
