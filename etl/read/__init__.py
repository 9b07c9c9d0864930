"""File → Document: one module a file type, found by the shape of its bytes."""
