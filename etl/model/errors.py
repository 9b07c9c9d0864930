"""Errors we raise on purpose: about files, choices or code, never about figures (those are findings)."""


class ChitieuError(Exception):
    """Root of every error raised on purpose. `code` names its sentence in the string table."""

    code = "error"

    def __init__(self, *args: object, **facts: object) -> None:
        super().__init__(*args)
        self.facts = facts


class CatalogueError(ChitieuError):
    """A file of data/catalog is wrong: the message names file, line and cure."""

    code = "catalogue"


class UnreadableFile(ChitieuError):
    """A file cannot be taken in; `reason` is a string key, e.g. `empty`, `too_large`, `macro`."""

    code = "unreadable"

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason, **facts)
        self.reason = reason


class NotPublishable(ChitieuError):
    """A submission cannot be published as it stands."""

    code = "not_publishable"


class BadChoice(ChitieuError):
    """A question names something that does not exist; `facts` holds what would be welcome."""

    code = "bad_choice"


class BadPeriod(BadChoice):
    """A text that is no period code."""

    code = "bad_period"
