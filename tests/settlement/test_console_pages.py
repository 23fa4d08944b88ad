"""The pages about payouts and the bank: who may see them, and what bad input does there."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from currency.queries import cover
from settlement import queries
from settlement.models import BankEntry, BankFile, PayoutBatch, TenantBankAccount
from settlement.services.batches import (
    make_payout_batch,
    release_payout_batch,
    seal_payout_batch,
)
from tests.settlement.cast import NOW, shop_iban

State = PayoutBatch.State


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def alice(town, client_for):
    """She of finance who makes batches."""
    return client_for(town.tenant, town.alice)


@pytest.fixture
def bob(town, client_for):
    """He of finance who looks a second time."""
    return client_for(town.tenant, town.bob)


@pytest.fixture
def batch(town):
    """One of two lines, made by alice."""
    for name in ("Appel", "Brood"):
        town.redeemed(town.open_shop(name), 1_000)
    return make_payout_batch(key=uuid4(), by=town.alice, now=NOW)


@pytest.fixture
def entry(town):
    file = BankFile.objects.create(
        kind="camt.053", sha256=uuid4().hex * 2, raw=b"<x/>", state="read", received_at=NOW
    )
    return BankEntry.objects.create(
        file=file, account=TenantBankAccount.objects.get(is_active=True), statement_id="1",
        reference="R1", cents=25_000, booked_on=NOW.date(), state="unmatched",
    )  # fmt: skip


def seal(town, batch):
    seal_payout_batch(batch_id=batch.id, by=town.alice, now=NOW)


BASE = "/beheer/uitbetalingen/"
PAGES = [
    "", "batch/{batch.id}/", "batch/{batch.id}/vastzetten/", "batch/{batch.id}/vrijgeven/",
    "batch/{batch.id}/intrekken/", "bankbestand/", "bij/{entry.id}/dekking/",
    "bij/{entry.id}/negeren/", "dekking/", "rekening/",
]  # fmt: skip
STEPS = [
    "batch/", "batch/{batch.id}/bestand/", "batch/{batch.id}/naar-de-bank/",
    "regel/{line.id}/weglaten/",
]  # fmt: skip


@pytest.fixture
def paths(batch, entry):
    line = queries.lines_of(batch).first()
    return [BASE + path.format(batch=batch, entry=entry, line=line) for path in PAGES + STEPS]


def test_finance_sees_each_page(paths, alice):
    for path in paths[: len(PAGES)]:
        answer = alice.get(path)

        assert answer.status_code == 200, path
        assert "<h1" in answer.content.decode()


def test_nobody_else_sees_or_does_anything(town, paths, client_for):
    passer_by, clerk = client_for(town.tenant), client_for(town.tenant, town.clerk)

    for path in paths[: len(PAGES)]:
        assert passer_by.get(path).status_code == 302, path
        assert clerk.get(path).status_code == 403, path
    for path in paths[2:]:
        assert passer_by.post(path).status_code == 302, path
        assert clerk.post(path).status_code == 403, path


def test_a_town_without_shops_or_account_says_so(town, alice):
    TenantBankAccount.objects.all().delete()

    shown = alice.get(BASE).content.decode()

    assert "Vul eerst in van welke bankrekening" in shown
    assert "niets klaar om uit te betalen" in shown


def test_what_is_not_there_is_not_found(alice, town):
    for path in PAGES:
        if "{" in path:
            answer = alice.get(BASE + path.replace("{batch.id}", "0").replace("{entry.id}", "0"))
            assert answer.status_code == 404, path
    assert alice.post(f"{BASE}regel/{uuid4()}/weglaten/").status_code == 404


@pytest.mark.parametrize("amount", ["abc", "-5", "0", "1,234"])
def test_a_batch_of_a_strange_least_sum_is_not_made(town, alice, amount):
    town.redeemed(town.open_shop(), 1_000)

    answer = alice.post(BASE + "batch/", {"key": uuid4(), "minimum_cents": amount})

    assert answer.status_code == 422
    assert "id_minimum_cents_error" in answer.content.decode()
    assert not PayoutBatch.objects.exists()


def test_a_batch_of_nothing_is_refused_on_the_same_page(town, alice):
    answer = alice.post(BASE + "batch/", {"key": uuid4(), "minimum_cents": ""})

    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()


def test_the_maker_reads_that_a_colleague_must_release(town, alice, bob, batch):
    seal(town, batch)
    path = f"{BASE}batch/{batch.id}/"

    for shown in (alice.get(path), alice.get(path + "vrijgeven/")):
        assert "Een collega moet hem vrijgeven." in shown.content.decode()
    assert alice.post(path + "vrijgeven/").status_code == 403
    assert bob.post(path + "vrijgeven/").status_code == 302
    batch.refresh_from_db()
    assert batch.state == State.RELEASED


def test_steps_in_the_wrong_order_change_nothing(alice, bob, batch):
    path = f"{BASE}batch/{batch.id}/"

    assert bob.post(path + "vrijgeven/").status_code == 409
    assert bob.post(path + "bestand/").status_code == 409
    assert bob.post(path + "naar-de-bank/").status_code == 409
    assert alice.post(path + "vastzetten/").status_code == 302
    assert alice.post(path + "vastzetten/").status_code in {302, 409}
    batch.refresh_from_db()
    assert batch.state == State.SEALED


def test_a_released_batch_is_a_file_to_fetch_again(town, bob, batch):
    seal(town, batch)
    release_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)

    first, again = (bob.post(f"{BASE}batch/{batch.id}/bestand/") for _ in range(2))

    assert first["content-disposition"].startswith("attachment")
    assert first.content == again.content


@pytest.mark.parametrize(
    ("content", "status"), [(b"geen xml", 422), (b"", 422), (b"<a/>" * 3_000_000, 422)]
)
def test_a_file_that_is_none_books_nothing_and_says_why(town, alice, content, status):
    upload = SimpleUploadedFile("bank.xml", content)

    answer = alice.post(BASE + "bankbestand/", {"file": upload})

    assert answer.status_code == status
    shown = answer.content.decode()
    assert 'role="alert"' in shown or "id_file_error" in shown
    assert not BankEntry.objects.exists()


@pytest.mark.parametrize("amount", ["", "0", "-1", "veel", "1.2.3", "9" * 30])
def test_a_strange_deposit_is_not_booked(town, alice, amount):
    before = cover().euros

    answer = alice.post(BASE + "dekking/", {"key": uuid4(), "cents": amount})

    assert answer.status_code == 422
    assert "id_cents_error" in answer.content.decode()
    assert cover().euros == before


def test_a_deposit_sent_twice_is_booked_once(town, alice):
    before, form = cover().euros, {"key": uuid4(), "cents": "1.250,50"}

    for _ in range(2):
        assert alice.post(BASE + "dekking/", form).status_code == 302

    assert cover().euros == before + 125_050


def test_a_movement_needs_a_word_and_is_decided_once(alice, entry):
    path = f"{BASE}bij/{entry.id}/"

    assert alice.post(path + "negeren/", {"note": ""}).status_code == 422
    assert alice.post(path + "negeren/", {"note": "Rente"}).status_code == 302
    answer = alice.post(path + "dekking/")

    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("iban", ["", "NL00BANK0123456789", "geen"])
def test_a_wrong_account_number_is_not_kept(town, alice, iban):
    answer = alice.post(BASE + "rekening/", {"iban": iban, "name": "Gemeente"})

    assert answer.status_code == 422
    assert TenantBankAccount.objects.count() == 1


def test_another_account_number_is_kept_and_shown_by_its_tail(town, alice):
    iban = shop_iban(77)

    assert alice.post(BASE + "rekening/", {"iban": iban, "name": "Stad"}).status_code == 302

    shown = alice.get(BASE).content.decode()
    assert iban[-4:] in shown
    assert iban not in shown
