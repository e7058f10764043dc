"""From lines to structure: sections, entries, fields."""
