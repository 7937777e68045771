"""The public API: parse, call one service or selector, answer in JSON."""
