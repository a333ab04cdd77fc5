"""The way into the program: `sohoa ...` ─▶ extract.terminal.app.

No other package is called `sohoa`. So this can still tell what is wrong where one stands in the place of
`extract`, and Python would print a traceback.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import gc
import os
import sys

MISSING_PROGRAM = 4  # as in extract/core/errors.py: ExitCode


def main() -> None:
    """Run the command line, or say which package stands in its way.

    What is imported stays: to look for garbage among it was a tenth of the start of `restore`.
    """
    gc.disable()
    try:
        from extract.terminal.app import main as run
    except Exception:  # whatever another package does when it is imported
        from sohoa import language, neighbours

        told = neighbours.in_the_way(language=language.spoken(sys.argv[1:], os.environ))
        if not told:
            raise
        print(told, file=sys.stderr)
        sys.exit(MISSING_PROGRAM)
    gc.freeze()
    gc.enable()
    run()
