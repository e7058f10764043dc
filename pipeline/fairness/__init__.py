"""Twins of a CV and the audit of a ranking."""
