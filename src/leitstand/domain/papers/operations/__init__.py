"""Verbs of the papers: take in, assign, mark, answer, adopt; each in one transaction with its history."""
