"""Views with plain names for people who know SQL: what the kit answers, asked of the database itself."""

from __future__ import annotations

from etl.store.tables import KEY, MANNER_TERMS

_SIDES = (
    {name: f"n.{name}" for name in KEY}
    | {"period": "l.period", "area": "o.area"}
    | {name: f"m.{name}" for name in MANNER_TERMS}
)
_CODES = ", ".join(f"t_{name}.code AS {name}" for name in _SIDES)
_TERMS = " ".join(f"JOIN term t_{name} ON t_{name}.id = {side}" for name, side in _SIDES.items())
_NAMED = ("indicator", "area", "period", "unit")
_NAMES = " ".join(f"LEFT JOIN naming w_{name} ON w_{name}.term = {_SIDES[name]}" for name in _NAMED)
_STANDING = """
FROM standing s JOIN lot l ON l.id = s.lot JOIN line n ON n.id = s.line JOIN manner m ON m.id = l.manner
JOIN observation o ON o.lot = s.lot JOIN submission u ON u.id = l.submission JOIN report r ON r.id = u.report
"""
_HOLDS = """
WHERE s.giving = 0 OR NOT EXISTS
  (SELECT 1 FROM superseded x WHERE x.lot = o.lot AND x.area = o.area AND x.nth = o.nth)
"""
_TOLD = """
t_indicator.code AS indicator, w_indicator.vi AS indicator_name, w_indicator.en AS indicator_name_en,
t_area.code AS area, w_area.vi AS area_name, t_period.code AS period, w_period.vi AS period_name,
w_period.first AS period_start, w_period.last AS period_end, t_season.code AS season, t_measure.code AS measure,
t_giver.code AS giver, o.value, o.exact, t_unit.code AS unit, w_unit.vi AS unit_name, t_qualifier.code AS qualifier,
t_maturity.code AS maturity, t_missing.code AS missing, t_flag.code AS flag, r.illustrative AS is_illustrative,
t_method.code AS method, s.release, r.id AS report, r.file AS source,
coalesce(d.place, CAST(o.nth AS TEXT) || ':' || CAST(l."column" AS TEXT)) AS place,
CAST(o.lot AS BIGINT) * 16777216 + o.nth AS observation, d.words
"""
_WORDS = "LEFT JOIN wording d ON d.submission = l.submission AND d.nth = o.nth"
_PUBLISHED = """
SELECT u.report FROM submission u WHERE 'published' =
  (SELECT d.state FROM decision d WHERE d.submission = u.id AND d.release IS NOT NULL ORDER BY d.id DESC LIMIT 1)
"""

_LAST = """
FROM (SELECT submission, max(release) AS release FROM decision WHERE state = 'published' GROUP BY submission) s
JOIN lot l ON l.submission = s.submission JOIN line n ON n.id = l.line JOIN manner m ON m.id = l.manner
JOIN observation o ON o.lot = l.id JOIN submission u ON u.id = l.submission JOIN report r ON r.id = u.report
JOIN release e ON e.id = s.release
"""
_SOURCES = """
r.id AS report, r.file, r.title, r.dated, r.period, r.area, r.source_url, r.illustrative AS is_illustrative,
r.received_at, r.sha256 FROM report r WHERE r.id IN
"""

VIEWS = {
    "current": (
        _CODES, ", o.value, o.exact, s.release, r.file, r.illustrative, l.submission, o.lot, o.nth",
        _STANDING, _TERMS, _HOLDS,
    ),
    "series": (_TOLD, _STANDING, _TERMS, _NAMES, _WORDS, _HOLDS),
    "vintages": (_TOLD, ", e.at AS released_at", _LAST, _TERMS, _NAMES, _WORDS),
    "sources": (_SOURCES, "(", _PUBLISHED, ")"),
    "releases": ("id AS release, at, note, undoes FROM release",),
}  # fmt: skip
"""What each view selects. `current` in codes alone; `series` with names, dates and sources; `vintages` all that ever was."""
