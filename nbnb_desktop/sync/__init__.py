"""The exchange of files between laptops: bundles, receipts, decisions, knows no database."""
