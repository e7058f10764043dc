"""A run on the disk: opened, checked, repeated, erased, decided upon."""
