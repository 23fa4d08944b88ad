"""`heitje check`: what must be well before people can use this installation, a line each."""

import os
import shutil
from collections.abc import Callable
from typing import Final

import click

from heitje.cli.setting_up import set_up
from heitje.cli.trouble import Trouble
from heitje.embedded import EmbeddedError, default_var

LEAST_FREE_MB: Final = 1_000
OLDEST_POSTGRES: Final = 160_000


@click.command()
def check() -> None:
    """Settings, database, migrations, broker and disk: ok or not ok."""
    try:
        set_up()
    except EmbeddedError as error:
        _say("not ok", "servers", str(error))
        raise Trouble("One thing is not ok.") from error
    checks: dict[str, Callable[[], str]] = {
        "settings": _settings,
        "database": _database,
        "migrations": _migrations,
        "broker": _broker,
        "disk": _disk,
    }
    wrong = [name for name, look in checks.items() if not _is_ok(name, look)]
    if wrong:
        raise Trouble(f"Not ok: {', '.join(wrong)}.")


class _NotOk(Exception):  # noqa: N818 - an answer, not an error
    """What is not ok, and what to do."""


def _is_ok(name: str, look: Callable[[], str]) -> bool:
    import redis
    from django.db import DatabaseError

    try:
        _say("ok", name, look())
    except (_NotOk, DatabaseError, redis.RedisError, OSError) as error:
        _say("not ok", name, " ".join(str(error).split()) or type(error).__name__)
        return False
    return True


def _say(verdict: str, name: str, fact: str) -> None:
    colour = "green" if verdict == "ok" else "red"
    click.echo(f"{click.style(f'{verdict:<6}', fg=colour)}  {name:<10}  {fact}")


def _settings() -> str:
    from django.conf import settings
    from django.core.checks import ERROR, WARNING, run_checks

    for_people = not (settings.DEBUG or settings.DEMO or os.environ.get("HEITJE_TEST"))
    least = WARNING if for_people else ERROR
    wrong = [
        found
        for found in run_checks(include_deployment_checks=for_people)
        if found.level >= least and not found.is_silenced()
    ]
    if wrong:
        raise _NotOk("; ".join(f"{found.id}: {found.msg}" for found in wrong))
    return "as Django wants them"


def _database() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
            " current_setting('server_encoding')"
        )
        number, version, encoding = cursor.fetchone() or (0, "", "")
    if number < OLDEST_POSTGRES:
        raise _NotOk(f"PostgreSQL {version} is too old: 16 or newer is needed")
    if encoding != "UTF8":
        raise _NotOk(f"the database is in {encoding}: make it anew in UTF8")
    return f"PostgreSQL {version}"


def _migrations() -> str:
    from heitje.cli.migrating import is_behind, schemas_behind
    from tenants.queries import all_tenants

    if is_behind("public"):
        raise _NotOk("the shared tables are behind: run `heitje migrate`")
    behind = schemas_behind()
    if behind:
        raise _NotOk(f"{len(behind)} tenants are behind, {behind[0]} first: run `heitje migrate`")
    return f"up to date, {all_tenants().count()} tenants"


def _broker() -> str:
    import redis
    from django.conf import settings

    with redis.Redis.from_url(settings.BROKER_URL, socket_connect_timeout=3) as client:
        facts = client.info("server")
    return f"{facts.get('server_name', 'redis')} {facts.get('valkey_version') or facts['redis_version']}"  # noqa: E501


def _disk() -> str:
    var = default_var()
    var.mkdir(parents=True, exist_ok=True)
    free_mb = shutil.disk_usage(var).free // 1_000_000
    if free_mb < LEAST_FREE_MB:
        raise _NotOk(f"{var} has {free_mb} MB free: make room, {LEAST_FREE_MB} MB is the least")
    if not os.access(var, os.W_OK):
        raise _NotOk(f"{var} is not writable: give it to this user, or set HEITJE_VAR")
    return f"{free_mb} MB free in {var}"
