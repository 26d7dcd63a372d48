"""The command line: one file a command."""

from rasd.cli.main import main

__all__ = ["main"]
