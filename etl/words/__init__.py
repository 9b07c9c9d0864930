"""The lexical layer: text, numbers, periods and names as officials write them; no file and no store is touched here."""
