"""Commands that run Heitje: `demo`, `dev` and `up`. They stay until Ctrl-C."""

import os
import shutil

import click

from heitje.cli.progress import progress
from heitje.cli.setting_up import is_embedded, set_up
from heitje.cli.trouble import Trouble
from heitje.embedded import default_var, erase, trouble
from heitje.supervisor import Child, developer_children, supervise, usual_children
from heitje.supervisor.children import BANK_FILE, HOST, bank_child, refuse_busy_ports


@click.command()
@click.option("--reset", is_flag=True, help="Throw the demo's data away and begin anew.")
@click.option("--port", type=int, help="Port of the pages; without it HEITJE_PORT, or 8000.")
def demo(reset: bool, port: int | None) -> None:
    """A whole town to look around in: nothing to set up first."""
    _choose_port(port)
    os.environ["HEITJE_BANK_URL"] = f"http://{HOST}:{_bank_port()}"
    refuse_busy_ports(_demo_children())
    if reset:
        _erase_demo()
    set_up(mode="HEITJE_DEMO")
    from heitje.cli.demo_town import begin_anew_if_interrupted, ensure_town
    from heitje.cli.migrating import migrate_all

    _prepare_files()
    begin_anew_if_interrupted()
    with progress() as report:
        migrate_all(report)
        ensure_town(report)
    supervise(_demo_children(), on_ready=_say_where, trouble=trouble)


@click.command()
@click.option("--port", type=int, help="Port of the pages; without it HEITJE_PORT, or 8000.")
def dev(port: int | None) -> None:
    """For developers: pages reload when a file changes (the worker does not)."""
    _choose_port(port)
    refuse_busy_ports(_children())
    set_up(mode="HEITJE_DEBUG")
    from heitje.cli.migrating import migrate_all

    _prepare_files()
    with progress() as report:
        migrate_all(report)
    supervise(_children(developing=True), on_ready=_say_where, trouble=trouble)


@click.command()
def up() -> None:
    """As in production, on one machine: pages, event stream, worker and beat."""
    if not os.environ.get("SECRET_KEY"):
        raise Trouble(
            "SECRET_KEY is not set. Give it a long random value, always the same one:"
            " `python -c 'import secrets; print(secrets.token_urlsafe(50))'` makes one."
        )
    refuse_busy_ports(_children())
    set_up()
    from heitje.cli.migrating import is_behind, schemas_behind

    behind = ["public"] if is_behind("public") else schemas_behind()
    if behind:
        raise Trouble(f"The tables are behind ({', '.join(behind[:5])}). Run `heitje migrate`.")
    _prepare_files()
    supervise(_children(), on_ready=_say_where, trouble=trouble)


def _children(*, developing: bool = False) -> list[Child]:
    make = developer_children if developing else usual_children
    return make(
        port=_port("HEITJE_PORT", 8000),
        stream_port=_port("HEITJE_STREAM_PORT", 8001),
        var_dir=default_var(),
    )


def _demo_children() -> list[Child]:
    """As usual, and a bank: it answers before the pages do."""
    return [bank_child(port=_bank_port(), var_dir=default_var()), *_children()]


def _bank_port() -> int:
    """Beside the pages and the stream, unless it is told."""
    return _port("HEITJE_BANK_PORT", _port("HEITJE_PORT", 8000) + 2)


def _port(variable: str, usual: int) -> int:
    said = os.environ.get(variable, str(usual))
    if not said.isdecimal():
        raise Trouble(f"{variable} must be a number, not {said!r}.")
    return int(said)


def _choose_port(port: int | None) -> None:
    """The option wins over the variable; the stream takes the next port unless it is told."""
    if port is not None:
        os.environ["HEITJE_PORT"] = str(port)
        os.environ.setdefault("HEITJE_STREAM_PORT", str(port + 1))


def _prepare_files() -> None:
    """Compiled translations, and the directory that collected static files may be put in."""
    from heitje.cli.translations import compile_stale

    list(compile_stale())
    (default_var() / "static").mkdir(parents=True, exist_ok=True)


def _erase_demo() -> None:
    if not is_embedded():
        raise Trouble(
            "--reset throws away the embedded database only, and DATABASE_URL names another."
            " Unset DATABASE_URL, or empty that database yourself."
        )
    var = default_var()
    erase(var)
    for books in var.glob(f"{BANK_FILE}*"):
        books.unlink()
    for folder in ("media", "post"):
        if (var / folder).exists():
            shutil.rmtree(var / folder)


def _say_where() -> None:
    """The addresses, by face, when everything answers."""
    from django.conf import settings

    from tenants.queries import domains

    hosts = [(one.domain, one.get_face_display(), one.tenant.name) for one in domains()]
    click.echo()
    click.secho("Heitje is ready. Ctrl-C ends it.", bold=True)
    width = max((len(host) for host, _, _ in hosts), default=0)
    for host, face, name in hosts:
        address = f"http://{host}:{settings.PORT}/"
        click.echo(f"  {address:<{width + 14}}  {face}{'' if name == 'Heitje' else ': ' + name}")
    click.echo()
