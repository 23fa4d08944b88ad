"""The tests' database: three towns, migrated once for each state of the migrations, then copied.

A template `towns_<digest>` stays in var/ between runs. Whoever needs a database of its own, whose
rows are committed, takes a copy of it (a fraction of a second) and drops it afterwards.
"""

import hashlib
import importlib.metadata
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from psycopg import sql

ROOT: Final = Path(__file__).parents[1]
# What stands in a new tenant besides its tables, and what makes it.
SEEDS: Final = (
    "tests/database.py", "tenants/services/tenants.py", "tenants/people/roles.py",
    "currency/receivers.py", "currency/rules/document.py",
    *(str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("currency/*.sql"))
      if "CREATE FUNCTION" in path.read_text(encoding="utf-8")),
)  # fmt: skip
TOWNS: Final = (
    ("heerlen", "Heerlen", "HE"),
    ("sittard_geleen", "Sittard-Geleen", "SG"),
    ("parkstad", "Parkstad", "PA"),
)
_copies = count(1)


@contextmanager
def a_copy() -> Iterator[str]:
    """A database of its own with the three towns in it, to which all connections lead meanwhile."""
    template = _template()
    name = f"test_{os.getpid()}_{next(_copies)}"
    _run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
    try:
        with _led_to(name):
            yield name
    finally:
        _run("DROP DATABASE {} WITH (FORCE)", name)


@contextmanager
def an_empty_one() -> Iterator[str]:
    """A database without any table, to which all connections lead meanwhile."""
    name = f"test_{os.getpid()}_{next(_copies)}"
    _run("CREATE DATABASE {}", name)
    try:
        with _led_to(name):
            yield name
    finally:
        _run("DROP DATABASE {} WITH (FORCE)", name)


@contextmanager
def kept(state: str, build: Callable[[], None]) -> Iterator[None]:
    """A copy that stays between runs, built when there is none in this state of the towns."""
    name = f"kept_{hashlib.sha256((_digest() + state).encode()).hexdigest()[:16]}"
    with _at_the_server() as server:
        known = {row[0] for row in server.execute("SELECT datname FROM pg_database")}
        if name not in known:
            for leftover in known:
                if leftover.startswith(("kept_", "new_kept")):
                    _run("DROP DATABASE {} WITH (FORCE)", leftover)
            _run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", "new_kept", _template())
            with _led_to("new_kept"):
                build()
            _run("ALTER DATABASE {} RENAME TO {}", "new_kept", name)
    with _led_to(name):
        yield


def _template() -> str:
    """The name of the template, made when there is none of these migrations."""
    name = f"towns_{_digest()}"
    with _at_the_server() as server:
        # Two runs that share their servers must not both make it.
        server.execute("SELECT pg_advisory_lock(72)")
        known = {row[0] for row in server.execute("SELECT datname FROM pg_database")}
        if name not in known:
            for leftover in known:
                if leftover.startswith(("towns_", "new_towns")):
                    _run("DROP DATABASE {} WITH (FORCE)", leftover)
            _run("CREATE DATABASE {}", "new_towns")
            with _led_to("new_towns"):
                _build_the_towns()
            _run("ALTER DATABASE {} RENAME TO {}", "new_towns", name)
    return name


def drop_leftovers() -> None:
    """Remove the databases of runs that were killed."""
    with _at_the_server() as server:
        found = server.execute(
            "SELECT datname FROM pg_database d WHERE datname LIKE 'test\\_%' AND NOT EXISTS"
            " (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)"
        ).fetchall()
    for (name,) in found:
        if not Path(f"/proc/{name.split('_')[1]}").exists():
            _run("DROP DATABASE {} WITH (FORCE)", name)


def _build_the_towns() -> None:
    from tenants.services import create_region, create_tenant, keep_public_faces

    call_command("migrate_schemas", shared=True, verbosity=0, interactive=False)
    keep_public_faces(base_host="localhost")
    region = create_region(slug="parkstad", name="Parkstad", host="regio.localhost")
    for schema, name, code in TOWNS:
        host = f"{schema.replace('_', '-')}.localhost"
        create_tenant(schema_name=schema, name=name, host=host, code=code, region=region)


def _digest() -> str:
    """What the template depends on: every migration there is, ours and the libraries'."""
    found = hashlib.sha256()
    for package in ("django", "django-tenants", "django-allauth", "django-axes"):
        found.update(importlib.metadata.version(package).encode())
    migrations = [
        path
        for app in apps.get_app_configs()
        if Path(app.path).is_relative_to(ROOT) and ".venv" not in app.path
        for path in sorted(Path(app.path, "migrations").glob("*.py"))
    ]
    for path in [*migrations, *(ROOT / seed for seed in SEEDS)]:
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def _led_to(name: str) -> Iterator[None]:
    """All connections of this process lead to this database; those of before are closed."""
    settings = connections["default"].settings_dict
    before = settings["NAME"]
    connections["default"].close()
    settings["NAME"] = connections.settings["default"]["NAME"] = name
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = connections.settings["default"]["NAME"] = before


def _run(statement: str, *names: str) -> None:
    with _at_the_server() as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _at_the_server() -> "psycopg.Connection[tuple[str, ...]]":
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
