"""Geometry of pages: ink, columns, reading order, pictures of text. It knows no file."""
