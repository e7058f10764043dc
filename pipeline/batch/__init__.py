"""A folder in, a run out: parallel, resumable, cached."""
