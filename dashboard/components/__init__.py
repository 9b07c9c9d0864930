"""Shared pieces of pages: the chart, the figure with its source, the card."""
