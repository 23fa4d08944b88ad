"""A sentence on standard error and exit code 1."""

from typing import IO, Any

import click


class Trouble(click.ClickException):
    """Something a person can mend; the text says how."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the sentence, with our name before it."""
        click.echo(f"heitje: {self.message}", err=True, file=file)
