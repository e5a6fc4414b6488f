"""nbnb_desktop: intake, talent scan, future plan, survey and portfolio for refugees on their way to work."""

__version__ = "0.1.0"
