"""`chitieu`: the verbs of the data path as commands. Each command is a module of etl.commands or a registered plug-in."""

from __future__ import annotations

import sys

from etl.commands import main

if __name__ == "__main__":
    sys.exit(main())
