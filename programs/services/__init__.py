"""Verbs: each a function with keyword-only arguments, in one transaction, that returns what it made."""
