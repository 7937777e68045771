"""What the Makefile runs: checks, measurements and generators. Nothing here is part of the running app."""
