"""Plans on paper: a value in, the bytes of a PDF out. Nothing here knows a row, a session or the hour."""
