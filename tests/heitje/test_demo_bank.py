"""The demo's bank: its clock never goes back, its days pass, and a page shows what it has."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from heitje.demo.new_bank import new_bank
from heitje.supervisor.children import BANK_FILE, bank_child

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FRIDAY = datetime(2026, 11, 27, 10, 0, tzinfo=AMSTERDAM)
IBAN = "NL25BNGH0000000001"


@pytest.fixture
def bank(tmp_path):
    """A bank on a Friday, with the account of Heerlen."""
    with new_bank(tmp_path / BANK_FILE, clock=FRIDAY) as desk:
        desk.open_doors(FRIDAY.date())
        desk.open_account("HE", name="Gemeente Heerlen", iban=IBAN, bic="BNGHNL2G", cents=100_000)
        yield desk


def test_a_bank_day_passes_over_the_weekend(bank):
    assert bank.today() == date(2026, 11, 27)
    assert bank.pass_bank_day() == date(2026, 11, 30)


def test_a_bank_day_passes_over_christmas(bank):
    bank.pass_days((date(2026, 12, 24) - FRIDAY.date()).days)

    assert bank.pass_bank_day() == date(2026, 12, 28)


def test_strangers_get_no_statements(bank):
    bank.pass_bank_day()

    assert [one["type"][:8] for one in bank.messages_of("HE")] == ["camt.053"]
    assert bank.messages_of("ACME") == []


def test_a_new_bank_remembers_nothing(tmp_path):
    for _ in range(2):
        with new_bank(tmp_path / BANK_FILE, clock=FRIDAY) as desk:
            desk.open_account("HE", name="Gemeente Heerlen", iban=IBAN, bic="BNGHNL2G")
            assert desk.messages_of("HE") == []
            desk.pass_bank_day()


def test_the_bank_that_runs_is_no_earlier_than_its_books(tmp_path):
    far = datetime(2099, 3, 2, 9, 0, tzinfo=AMSTERDAM)
    assert clock_of(tmp_path) == ""
    with new_bank(tmp_path / BANK_FILE, clock=far) as desk:
        desk.open_account("HE", name="Gemeente Heerlen", iban=IBAN, bic="BNGHNL2G")
        desk.pass_bank_day()

    assert clock_of(tmp_path).startswith("2099-03-03T")


def test_the_bank_is_ready_when_its_own_door_answers(tmp_path):
    child = bank_child(port=9, var_dir=tmp_path)

    assert (child.port, child.port_variable) == (9, "HEITJE_BANK_PORT")
    assert child.health == "/_mock/health"


def test_the_page_shows_the_bank_and_lets_its_day_pass(bank, heerlen, client_for, settings):
    settings.DEMO, settings.BANK_URL = True, bank.url
    client = client_for(heerlen)
    bank.receive("HE", cents=5_000, payer="Provincie", iban=IBAN, note="voor de wijk")

    page = client.get("/_bank/").content.decode()
    assert "vrijdag 27 november" in page
    answer = client.post("/_bank/dag/", follow=True)
    assert answer.redirect_chain == [("/_bank/", 302)]
    assert "maandag 30 november" in answer.content.decode()
    assert "Dagafschrift" in answer.content.decode()


def test_a_bank_that_does_not_answer_says_so(heerlen, client_for, settings):
    settings.DEMO, settings.BANK_URL = True, "http://127.0.0.1:9"
    client = client_for(heerlen)

    answer = client.get("/_bank/")
    assert answer.status_code == 503
    assert "De bank antwoordt niet" in answer.content.decode()
    assert "De bank antwoordt niet" in client.post("/_bank/dag/", follow=True).content.decode()


@pytest.mark.parametrize("demo", [True, False])
def test_there_is_no_bank_outside_the_demo_nor_on_the_public_desks(
    demo, heerlen, client_for, settings
):
    settings.DEMO, settings.BANK_URL = demo, "http://127.0.0.1:9"
    client = client_for("regio.localhost" if demo else heerlen)

    assert client.get("/_bank/").status_code == 404
    assert client.post("/_bank/dag/").status_code == 404


def clock_of(var_dir):
    return bank_child(port=9, var_dir=var_dir).command[-1]
