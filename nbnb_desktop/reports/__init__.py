"""Counts, tables, scores and data sets."""
