"""Charts: pure functions from rows and words to plotly dicts."""
