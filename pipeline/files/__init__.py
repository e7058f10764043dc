"""From files to lines: one room a file format."""
