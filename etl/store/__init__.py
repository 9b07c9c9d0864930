"""The tables and the only writers."""
