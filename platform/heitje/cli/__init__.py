"""The command line `heitje`. Expected trouble is one sentence on standard error and exit code 1."""

from heitje.cli.group import main

__all__ = ["main"]
