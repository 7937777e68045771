"""The runner's own pages: joining, today, the session, and what came of it."""
