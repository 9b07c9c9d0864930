"""Fuzzing: bytes thrown at the readers, at a whole table's way to its figures, and at the number grammar."""

TARGETS = ("numbers", "table", "csv", "txt", "html", "pdf", "xlsx", "ods", "docx")
