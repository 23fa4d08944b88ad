"""Commands on what is recorded: schemas, tenants, the ledger, translations."""

import sys
from pathlib import Path

import click

from heitje.cli.progress import progress
from heitje.cli.setting_up import set_up
from heitje.cli.trouble import Trouble


@click.command()
def migrate() -> None:
    """Bring every schema up to date; safe to repeat."""
    set_up()
    from heitje.cli.migrating import migrate_all

    with progress() as report:
        changed = migrate_all(report)
    click.echo(f"{changed} schemas changed." if changed else "Every schema was up to date.")


@click.group()
def tenant() -> None:
    """Municipalities and regions that run a currency."""


@tenant.command()
@click.argument("name")
@click.option("--schema", required=True, help="Name of the schema: small letters, digits and _.")
@click.option("--host", required=True, help="The host name people will use.")
@click.option("--code", required=True, help="Two signs that open every payment code, like HE.")
@click.option("--template", default="as-heerlen", help="The rules it starts from.")
def create(name: str, schema: str, host: str, code: str, template: str) -> None:
    """Make a tenant: its schema, host, roles, accounts and first rules."""
    set_up()
    from currency.rules.templates import TEMPLATES
    from tenants.services.tenants import create_tenant

    if template not in TEMPLATES:
        raise Trouble(f"There is no template {template}; there are {', '.join(TEMPLATES)}.")
    made = create_tenant(
        schema_name=schema, name=name, host=host.lower(), code=code.upper(),
        prepares={"template": template},
    )  # fmt: skip
    click.echo(f"{made.name} is there, on https://{host.lower()}/ (schema {made.schema_name}).")


@tenant.command("list")
def list_tenants() -> None:
    """Every tenant with its schema, code and host."""
    set_up()
    from tenants.queries import all_tenants, primary_host

    rows = [("name", "schema", "code", "host")]
    for one in all_tenants():
        rows.append((one.name, one.schema_name, one.code, primary_host(one)))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        click.echo("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)))


@click.group()
def ledger() -> None:
    """The books of every tenant."""


@ledger.command()
@click.option("--tenant", "schema", help="One schema only; without it, every tenant's.")
def verify(schema: str | None) -> None:
    """Prove every promise of the ledger, or name the first row that breaks it."""
    set_up()
    from currency.proof import verify_ledger
    from tenants.queries import all_tenants

    schemas = [one.schema_name for one in all_tenants()]
    if schema is not None and schema not in schemas:
        raise Trouble(f"There is no tenant with schema {schema}. `heitje tenant list` names them.")
    broken = 0
    for name in [schema] if schema else schemas:
        findings = verify_ledger(name)
        broken += len(findings)
        click.echo(f"{'not ok' if findings else 'ok':<6}  {name}")
        for finding in findings:
            click.echo(f"        not true that {finding.promise}: {finding.row}")
    if broken:
        raise Trouble(f"The ledger breaks {broken} of its promises.")


@click.command()
def messages() -> None:
    """Compile the translations; needs no gettext on the machine."""
    from heitje.cli.translations import compile_stale

    for made in compile_stale():
        click.echo(made)


@click.command("push-key")
def push_key() -> None:
    """Make a key for notifications: the value of HEITJE_PUSH_KEY, kept for good."""
    set_up(servers=False)
    from tenants.messages.channels.push_key import new_key_text

    click.echo(new_key_text())


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Any command of Django: `heitje manage shell`."""
    set_up()
    from django.core.management import execute_from_command_line

    sys.argv[0] = str(Path(__file__).resolve().parents[2] / "manage.py")  # for those that restart
    execute_from_command_line(["heitje manage", *arguments])
