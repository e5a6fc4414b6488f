"""The engine: ODK XForms without Qt, without a database."""
