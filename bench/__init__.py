"""Measurements: ``python3 start.py bench [NAME ...] [--full]``.

Medians and ratios; absolute times are of the machine they were taken on.
"""
