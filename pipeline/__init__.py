"""Vivier: a folder of French CVs and a job offer in, a ranking that explains itself out."""
