"""Clinical rules as data and pure functions: no framework, no clock, no chance, no network."""
