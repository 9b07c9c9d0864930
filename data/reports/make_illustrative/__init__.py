"""Illustrative reports 2018-2025 in the shapes offices send: seeded, the same on every machine.

Run `python -m data.reports.make_illustrative` from the repository root; it rewrites data/reports/illustrative/.
"""
