"""From profiles to matches, scores and bands."""
