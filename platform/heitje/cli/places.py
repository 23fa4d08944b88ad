"""Commands on where things are: neighbourhoods out of a file of CBS, and a town's own drawing."""

from pathlib import Path
from typing import Any

import click

from heitje.cli.setting_up import set_up
from heitje.cli.trouble import Trouble

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("schema")
@click.argument("file", type=FILE)
@click.option("--municipality", required=True, help="Its code at CBS, like GM0917.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
def neighbourhoods(schema: str, file: Path, municipality: str, dry_run: bool) -> None:
    """Take a town's neighbourhoods from the Wijk- en buurtkaart of CBS: a GeoPackage or GeoJSON."""
    set_up()
    from tenants.people.cbs_file import read_buurten
    from tenants.people.neighbourhoods import keep_buurten

    found = read_buurten(file, municipality.upper())
    with _town(schema):
        done = keep_buurten(found, is_trial=dry_run)
    for said, names in (("new", done.added), ("changed", done.changed), ("not in it", done.kept)):
        for name in names:
            click.echo(f"{said:<10} {name}")
    click.echo(
        f"{len(found)} in the file: {len(done.added)} new, {len(done.changed)} changed,"
        f" {len(done.kept)} of the town are not in it and stay."
        + (" Nothing was written." if dry_run else "")
    )


@click.command()
@click.argument("schema")
@click.argument("file", type=FILE)
def drawing(schema: str, file: Path) -> None:
    """Take the drawing under a town's maps from a GeoJSON file; for where no tiles are set."""
    set_up()
    from marketplace.finding.drawing import read_drawing
    from marketplace.finding.services import keep_drawing

    shapes = read_drawing(file.read_bytes())
    with _town(schema):
        count = keep_drawing(shapes)
    click.echo(f"The map of {schema} shows {count} shapes.")


def _town(schema: str) -> Any:
    """Look at a town's schema. Raises Trouble where there is none of that name."""
    from tenants.queries import all_tenants
    from tenants.schema import looking_at

    if schema not in {one.schema_name for one in all_tenants()}:
        raise Trouble(f"There is no tenant with the schema {schema}.")
    return looking_at(schema)
