"""The group of all commands, and how trouble becomes a sentence."""

from typing import Any, Final

import click
import redis
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db.utils import OperationalError, ProgrammingError
from psycopg.errors import UndefinedTable

from heitje import __version__
from heitje.cli import checking, places, records, running
from heitje.cli.trouble import Trouble
from heitje.embedded import EmbeddedError
from heitje.supervisor import SupervisorError
from tenants.errors import Refusal

OWN_SENTENCES: Final = (EmbeddedError, SupervisorError, ImproperlyConfigured, CommandError)


class TroubleAsSentence(click.Group):
    """Turns what is expected to go wrong into a sentence; a bug keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; raise Trouble for what a person can mend."""
        try:
            return super().invoke(ctx)
        except OWN_SENTENCES as error:
            raise Trouble(str(error)) from error
        except OperationalError as error:
            raise Trouble(
                f"The database does not answer: {_first_line(error)}. Is it running, and is"
                " DATABASE_URL right?"
            ) from error
        except ProgrammingError as error:
            if not isinstance(error.__cause__, UndefinedTable):
                raise
            raise Trouble("The tables are not there yet. Run `heitje migrate`.") from error
        except redis.ConnectionError as error:
            raise Trouble(
                f"The broker does not answer: {_first_line(error)}. Is it running, and is"
                " BROKER_URL right?"
            ) from error
        except Refusal as refusal:
            raise Trouble(f"{refusal.sentence} ({refusal.code} {refusal.facts})") from refusal


@click.group(cls=TroubleAsSentence, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="heitje")
def heitje() -> None:
    """Heitje: local currencies of Dutch municipalities.

    With no DATABASE_URL and BROKER_URL set, PostgreSQL and Valkey start by themselves in var/.
    """


for _command in (
    running.demo,
    running.dev,
    running.up,
    records.migrate,
    records.tenant,
    records.ledger,
    places.neighbourhoods,
    places.drawing,
    checking.check,
    records.messages,
    records.push_key,
    records.manage,
):
    heitje.add_command(_command)


def main() -> None:
    """Entry point of the console script."""
    heitje(prog_name="heitje")


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
