"""Observations → Findings: one function a rule; nothing is ever changed."""
