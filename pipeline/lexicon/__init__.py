"""French words in tables that a recruiter can correct: how they are read, checked, folded and
looked for.
"""
