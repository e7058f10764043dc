"""What is kept: rows of what was read, journals, fingerprints, piles on disk."""
