"""Values to files and back. What comes in is hostile until it has been read."""
