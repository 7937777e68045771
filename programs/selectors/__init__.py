"""Reads: who may see what is said here, once, and every prefetch lives here."""
