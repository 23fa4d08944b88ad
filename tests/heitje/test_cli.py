"""The command line: what it does is told in lines, what goes wrong is one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from processes import two_free_ports
from psycopg.sql import SQL

from heitje.cli.translations import compile_stale
from heitje.embedded import services

PLATFORM = Path(__file__).parents[2] / "platform"
BUILDING = "heitje demo town, being built"  # heitje.cli.demo_town
NOT_OURS = (
    "HEITJE_TEST",
    "HEITJE_DEBUG",
    "HEITJE_DEMO",
    "SECRET_KEY",
    "DATABASE_URL",
    "BROKER_URL",
)
NOWHERE = {"DATABASE_URL": "postgresql://x@127.0.0.1:1/x", "BROKER_URL": "redis://127.0.0.1:1"}
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Saldo"\nmsgstr "{}"\n'


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """A directory whose servers stay up for all tests here, with tables and one tenant."""
    directory = tmp_path_factory.mktemp("cli") / "var"
    with services(directory, durable=False):
        heitje("migrate", var=directory, check=True)
        heitje("tenant", "create", "Heerlen", "--schema", "heerlen", "--host", "Heerlen.localhost",
               "--code", "he", "--template", "time-bank", var=directory,
               check=True)  # fmt: skip
        yield directory


@pytest.fixture
def free_ports():
    return dict(zip(("HEITJE_PORT", "HEITJE_STREAM_PORT"), map(str, two_free_ports()), strict=True))


@pytest.fixture
def database(var):
    with services(var, durable=False) as urls, psycopg.connect(urls["DATABASE_URL"]) as connection:
        connection.autocommit = True
        yield connection


def test_migrating_twice_changes_nothing(var):
    assert heitje("migrate", var=var).stdout == "Every schema was up to date.\n"


def test_a_new_tenant_is_listed_with_its_host_and_its_books_hold(var):
    listed = heitje("tenant", "list", var=var).stdout.splitlines()
    assert listed[1].split() == ["Heerlen", "heerlen", "HE", "heerlen.localhost"]

    verified = heitje("ledger", "verify", var=var)
    assert (verified.stdout, verified.returncode) == ("ok      heerlen\n", 0)


def test_a_refused_tenant_is_a_sentence(var):
    done = heitje("tenant", "create", "Heerlen", "--schema", "twice", "--host", "heerlen.localhost",
                  "--code", "H2", var=var)  # fmt: skip

    is_one_sentence(done, "Dit webadres is al in gebruik. (host-taken")


def test_a_tenant_starts_from_the_template_that_was_named(database):
    found = database.execute(
        "SELECT version, state, document['rewards']['per_hour'] FROM heerlen.currency_ruleset"
    )

    assert found.fetchall() == [(1, "approved", 100)]


def test_a_template_that_is_none_is_a_sentence(var):
    done = heitje("tenant", "create", "Elders", "--schema", "elsewhere", "--host", "el.localhost",
                  "--code", "EL", "--template", "gold", var=var)  # fmt: skip

    is_one_sentence(done, "There is no template gold; there are as-heerlen, time-bank, gift-card")


def test_books_that_do_not_hold_are_named_with_their_row(var, database):
    change = (
        "UPDATE heerlen.currency_account SET balance = balance {} 1 WHERE id ="
        " (SELECT id FROM heerlen.currency_account WHERE floor IS NULL ORDER BY id LIMIT 1)"
    )
    without_guards(database, "heerlen.currency_account", change.format("-"))
    try:
        done = heitje("ledger", "verify", "--tenant", "heerlen", var=var)
    finally:
        without_guards(database, "heerlen.currency_account", change.format("+"))

    assert "not ok  heerlen\n        not true that " in done.stdout
    assert done.stderr == "heitje: The ledger breaks 1 of its promises.\n"
    assert done.returncode == 1


def test_books_of_nobody_are_a_sentence(var):
    done = heitje("ledger", "verify", "--tenant", "nowhere", var=var)

    is_one_sentence(done, "There is no tenant with schema nowhere. `heitje tenant list` names")


def test_the_check_says_ok_line_by_line(var):
    done = heitje("check", var=var)

    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["ok", name] for name in ("settings", "database", "migrations", "broker", "disk")
    ]
    assert done.returncode == 0


def test_the_check_says_what_is_behind_and_what_to_do(var, database):
    database.execute("DELETE FROM heerlen.django_migrations WHERE app = 'currency'")
    try:
        done = heitje("check", var=var)
    finally:
        database.execute(
            "INSERT INTO heerlen.django_migrations (app, name, applied)"
            " SELECT app, name, applied FROM public.django_migrations WHERE app = 'currency'"
        )

    assert "1 tenants are behind, heerlen first: run `heitje migrate`" in done.stdout
    assert done.stderr == "heitje: Not ok: migrations.\n"
    assert done.returncode == 1


def test_the_check_looks_at_everything_even_when_nothing_answers(tmp_path):
    done = heitje("check", var=tmp_path, SECRET_KEY="x" * 60, HEITJE_TEST="1", **NOWHERE)

    assert "heitje: Not ok: database, migrations, broker.\n" in done.stderr
    assert "disk" in done.stdout


def test_an_unreachable_database_is_a_sentence(tmp_path):
    done = heitje("tenant", "list", var=tmp_path, HEITJE_TEST="1", **NOWHERE)

    is_one_sentence(done, "The database does not answer: ")


def test_tables_that_are_not_there_are_a_sentence(tmp_path):
    is_one_sentence(heitje("tenant", "list", var=tmp_path), "The tables are not there yet. Run")


def test_production_without_a_secret_is_refused(tmp_path):
    is_one_sentence(heitje("up", var=tmp_path), "SECRET_KEY is not set. Give it a long random")


def test_production_without_tables_is_refused(tmp_path, free_ports):
    done = heitje("up", var=tmp_path, SECRET_KEY="x" * 60, **free_ports)

    is_one_sentence(done, "The tables are behind (public). Run `heitje migrate`.")


def test_a_half_built_town_is_cleared_away_and_nothing_else_is(tmp_path):
    with (
        services(tmp_path, durable=False) as urls,
        psycopg.connect(urls["DATABASE_URL"], autocommit=True) as connection,
    ):
        for remark, left in (("somebody's own", {"half", "public"}), (BUILDING, {"public"})):
            connection.execute("CREATE SCHEMA IF NOT EXISTS half")
            connection.execute("CREATE TABLE IF NOT EXISTS half.built (id int)")
            connection.execute(SQL("COMMENT ON DATABASE heitje IS {}").format(remark))
            clear = "from heitje.cli.demo_town import begin_anew_if_interrupted as it; it()"
            heitje("manage", "shell", "--no-imports", "-c", clear, var=tmp_path, check=True)
            schemas = connection.execute(
                "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$'"
            )
            assert {name for (name,) in schemas} == left


def test_a_reset_never_touches_somebodys_own_database(tmp_path, free_ports):
    done = heitje("demo", "--reset", var=tmp_path, DATABASE_URL="postgresql://x/x", **free_ports)

    is_one_sentence(done, "--reset throws away the embedded database only")


def test_a_port_that_is_no_number_is_a_sentence(tmp_path):
    is_one_sentence(heitje("demo", var=tmp_path, HEITJE_PORT="no"), "HEITJE_PORT must be a number")


def test_django_s_own_commands_pass_through_options_and_all(var):
    done = heitje("manage", "diffsettings", "--output", "unified", var=var)

    assert "+ AUTH_USER_MODEL = 'people.Person'" in done.stdout


def test_manage_py_is_the_same_and_needs_no_path(var):
    done = subprocess.run(
        [sys.executable, str(PLATFORM / "manage.py"), "diffsettings"],
        env=environment(var),
        capture_output=True,
        text=True,
        check=True,
    )

    assert "AUTH_USER_MODEL = 'people.Person'" in done.stdout


def test_translations_are_compiled_once_and_again_when_their_text_changes(tmp_path):
    source = tmp_path / "tenants" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO.format("Balance"))

    assert list(compile_stale(tmp_path)) == [source.with_suffix(".mo")]
    assert list(compile_stale(tmp_path)) == []
    os.utime(source.with_suffix(".mo"), (0, 0))
    assert list(compile_stale(tmp_path)) == [source.with_suffix(".mo")]
    assert b"Balance" in source.with_suffix(".mo").read_bytes()


def environment(var, **more):
    ours = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    return ours | {"HEITJE_VAR": str(var)} | more


def heitje(*arguments, var, check=False, **more):
    """Run the command as a person would, in a process of its own."""
    paths = [str(PLATFORM), str(PLATFORM.parent), os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, "-c", "from heitje.cli import main; main()", *arguments],
        env=environment(var, PYTHONPATH=os.pathsep.join(filter(None, paths)), **more),
        capture_output=True,
        text=True,
        check=check,
    )


def is_one_sentence(done, start):
    assert done.stderr.startswith(f"heitje: {start}")
    assert done.stderr.count("\n") == 1
    assert done.returncode == 1


def without_guards(connection, table, statement):
    """Break a promise as only the owner of the tables can."""
    connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    connection.execute(statement)
    connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
