"""The watched folder: what is laid there is booked once, whatever is laid there."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings
from django_tenants.utils import tenant_context

from settlement.models import BankEntry, BankFile
from settlement.services.bank_files import import_bank_file
from settlement.services.folder import collect_folder
from tests.settlement.bank.test_mt940 import mt940, row
from tests.settlement.cast import NOW, TOWN_IBAN, Town

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def folder(town: Town, tmp_path: Path):
    """Heerlen's folder."""
    mine = tmp_path / town.tenant.schema_name
    mine.mkdir()
    with override_settings(BANK_FOLDER=str(tmp_path)):
        yield mine


def lay(folder: Path, name: str, content: bytes) -> None:
    file = folder / name
    file.write_bytes(content)
    os.utime(file, (NOW.timestamp(), NOW.timestamp()))


def statement(cents: int = 12_500, reference: str = "REF1") -> bytes:
    return mt940(row(cents, reference=reference, about="/NAME/Provincie/REMI/Subsidie"),
                 closing=100_000 + cents, account=TOWN_IBAN)  # fmt: skip


def names(folder: Path, where: str) -> list[str]:
    return sorted(file.name for file in (folder / where).glob("*"))


def test_a_statement_is_booked_and_put_away(folder: Path) -> None:
    lay(folder, "afschrift.940", statement())

    assert collect_folder(now=LATER) == 1

    assert BankFile.objects.get().kind == "mt940"
    assert BankEntry.objects.get().cents == 12_500
    assert names(folder, "gelezen") == ["afschrift.940"]


def test_the_same_statement_again_books_nothing(folder: Path) -> None:
    for _ in range(2):
        lay(folder, "afschrift.940", statement())
        collect_folder(now=LATER)

    assert BankEntry.objects.count() == 1
    assert names(folder, "gelezen") == ["afschrift-1.940", "afschrift.940"]


def test_what_is_no_bank_file_is_put_aside_with_its_reason(folder: Path) -> None:
    lay(folder, "vakantie.jpg", b"\xff\xd8 zomer")
    lay(folder, "goed.940", statement())

    assert collect_folder(now=LATER) == 1

    assert names(folder, "geweigerd") == ["vakantie.jpg"]
    assert BankFile.objects.get(state="refused").reason == "bank-file-unreadable"


def test_a_file_that_is_still_being_written_waits(folder: Path) -> None:
    lay(folder, "half.940", statement()[:40])

    assert collect_folder(now=NOW + timedelta(seconds=5)) == 0
    assert (folder / "half.940").exists()


def test_links_and_hidden_files_are_left_alone(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.940"
    outside.write_bytes(statement())
    (folder / "link.940").symlink_to(outside)
    lay(folder, ".half.940", statement())

    assert collect_folder(now=LATER) == 0
    assert outside.exists()


def test_another_towns_folder_is_not_looked_into(folder: Path, sittard_geleen) -> None:
    lay(folder, "afschrift.940", statement())

    with tenant_context(sittard_geleen):
        assert collect_folder(now=LATER) == 0

    assert (folder / "afschrift.940").exists()


def test_without_a_folder_there_is_nothing_to_do(town: Town) -> None:
    assert collect_folder(now=LATER) == 0


def test_mt940_can_be_brought_by_hand_too(town: Town) -> None:
    file = import_bank_file(raw=statement(), by=town.alice, now=NOW)

    assert (file.kind, file.state, file.line_count) == ("mt940", "read", 1)
