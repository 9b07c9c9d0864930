"""The English beside a Vietnamese name, as statistical yearbooks print it (`Lúa cả năm - Paddy`): it says the name once more."""

from __future__ import annotations

import re

_WORDS = frozenset(
    ["a", "agricultural", "agriculture", "all", "and", "animals", "annual", "aquaculture", "area", "areas", "at", "average", "bearing", "birth", "birthrate", "budget", "buffalo", "buffaloes", "by", "capita", "cashew", "cassava", "cattle", "cereal", "cereals", "chicken", "chickens", "child", "children", "city", "coffee", "commune", "communes", "communities", "construction", "corn", "cotton", "cover", "crop", "crops", "cultivated", "cutting", "day", "death", "dead", "density", "district", "districts", "division", "domestic", "duck", "ducks", "eggs", "employed", "enterprises", "expenditure", "expenditures", "female", "fish", "fishery", "flowers", "food", "for", "forest", "forestry", "fruit", "fruits", "goat", "goats", "goods", "grain", "gross", "group", "growth", "harvested", "headcount", "heads", "health", "high", "hospital", "hospitals", "household", "households", "hydropower", "in", "income", "index", "industrial", "industry", "investment", "kindergartens", "kinds", "labor", "labour", "land", "large", "length", "live", "livestock", "local", "main", "maize", "male", "market", "meat", "medical", "milk", "month", "months", "natural", "near", "new", "newly", "non", "number", "of", "on", "other", "others", "output", "over", "paddy", "peanut", "peanuts", "peas", "per", "perennial", "people", "person", "persons", "pig", "pigs", "planted", "planting", "plants", "population", "poor", "potato", "potatoes", "poultry", "poverty", "prel", "preliminary", "price", "prices", "product", "production", "products", "protection", "pupils", "quarter", "rate", "rates", "raw", "retail", "revenue", "rice", "river", "road", "roads", "rural", "sale", "sales", "school", "schools", "scattered", "services", "sesame", "sexes", "shrimp", "slaughtered", "sown", "soya-bean", "soybean", "soybeans", "spring", "staff", "state", "sugar", "sugar-cane", "sugarcane", "summer", "sweet", "tax", "tea", "teacher", "teachers", "timber", "tobacco", "total", "town", "towns", "trade", "tree", "trees", "tubers", "unit", "urban", "value", "vegetable", "vegetables", "village", "villages", "ward", "wards", "weight", "winter", "winter-spring", "spring-summer", "summer-autumn", "autumn", "wood", "work", "workers", "year", "years", "yield", "yields"]
)  # fmt: skip
"""What the yearbooks' own translations are made of; words that are Vietnamese too (`to`, `an`, `ton`) are left out."""
_BEHIND = re.compile(r"\s*[-–/|(]\s*([A-Za-z][A-Za-z .,'&-]*?)\s*\)?\s*(?=$|\()")


def without_english(text: str) -> str:
    """The words without a translation behind a dash, a stroke or in brackets, or simply behind them; others as they are."""
    text = _BEHIND.sub(lambda found: " " if _is_english(found[1]) else found[0], text)
    words = text.split(" ")
    kept = len(words)
    while kept and _is_english(words[kept - 1]):
        kept -= 1
    is_beside = kept and any(not word.isascii() for word in words[:kept])
    return " ".join(words[:kept] if is_beside else words).strip()


def _is_english(words: str) -> bool:
    told = [word.strip(".,'&-").lower() for word in re.split(r"[ ,/]+", words)]
    return any(told) and all(word in _WORDS for word in told if word)
