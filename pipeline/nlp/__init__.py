"""From lines to mentions: words, skills, missions, occupations."""
