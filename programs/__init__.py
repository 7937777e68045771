"""People following programmes: rows, the services that change them, and the doors in front."""
