"""One's own messages and how one wants to hear: shown, kept, and of nobody else."""

import pytest

from tenants.messages.models import Device, Message, Phone, Preference, QuietHours
from tenants.messages.queries import unread_count
from tenants.messages.services.devices import add_device
from tenants.people.services import grant_role
from tests.marketplace.cast import make_person
from tests.tenants.messages.conftest import NOON

SETTINGS = "/berichten/instellingen/"
HOURS = {"is_quiet": "on", "starts": "22:00", "ends": "07:00"}


@pytest.fixture
def browser(client_for, heerlen_shown, samira):
    """Samira's own."""
    return client_for(heerlen_shown, samira)


def shown(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_bell_counts_what_is_new_and_opening_it_is_reading_it(browser, tell, samira):
    message = tell()
    tell()
    assert ">2<" in shown(browser, "/berichten/").replace('<span class="vh">', "<")

    page = shown(browser, f"/berichten/{message.id}/")

    assert "Je klus is goedgekeurd" in page
    assert 'href="/mijn-klussen/1/"' in page
    assert unread_count(samira) == 1


def test_all_are_counted_as_read_at_once(browser, tell, samira):
    tell()
    tell()

    assert browser.post("/berichten/gelezen/").status_code == 302
    assert unread_count(samira) == 0


def test_without_messages_the_page_says_what_will_stand_there(browser):
    assert "Nog geen berichten" in shown(browser, "/berichten/")


def test_what_a_message_says_is_text_and_no_markup(browser, tell):
    message = tell()
    Message.objects.update(text="<script>alert(1)</script>", subject="<b>x</b>")

    assert "<script>alert" not in shown(browser, f"/berichten/{message.id}/")


def test_somebody_elses_message_is_not_there(browser, tell):
    message = tell(make_person("Hennie"))

    assert browser.get(f"/berichten/{message.id}/").status_code == 404
    assert "goedgekeurd" not in shown(browser, "/berichten/")


def test_what_somebody_chose_is_kept(browser, samira):
    answer = browser.post(SETTINGS, {**HOURS, "coins-mail": "on", "starts": "21:30"})

    assert answer.status_code == 302
    said = {(one.sort, one.channel): one.is_on for one in Preference.objects.all()}
    assert said[("coins", "mail")] is True
    assert said[("work", "mail")] is False
    assert ("safety", "mail") not in said
    assert str(QuietHours.objects.get(person=samira).starts) == "21:30:00"


def test_quiet_hours_without_a_length_are_told_at_the_field(browser):
    answer = browser.post(SETTINGS, {**HOURS, "ends": "22:00", "coins-mail": "on"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "nu begint en eindigt het tegelijk" in page
    assert not QuietHours.objects.exists()


def test_only_who_has_a_shop_or_a_desk_is_asked_about_it(browser, client_for, heerlen_shown):
    clerk = make_person("Hennie")
    grant_role(person=clerk, code="manager", actor=None)

    assert "Beheer en organiseren" not in shown(browser, SETTINGS)
    page = shown(client_for(heerlen_shown, clerk), SETTINGS)
    assert "Beheer en organiseren" in page
    assert "Je winkel" not in page


def test_a_browser_is_taken_on_and_forgotten(browser, push_service, samira):
    found = push_service.subscribe()
    told = {"endpoint": push_service.address(found), "public_key": found.public_key,
            "secret": found.secret}  # fmt: skip
    browser.post("/berichten/apparaten/", told, headers={"user-agent": "Firefox/140 Android"})
    device = Device.objects.get(person=samira)
    assert device.name == "Firefox, Android"
    assert "Firefox, Android" in shown(browser, SETTINGS)

    browser.post(f"/berichten/apparaten/{device.id}/weg/")

    assert not Device.objects.exists()


@pytest.mark.parametrize("endpoint", ["https://10.0.0.1/x", "http://push.nl/x", "", "x" * 3_000])
def test_an_address_inside_is_not_taken_on(browser, push_service, settings, endpoint):
    settings.PUSH_ANY_HOST = False
    found = push_service.subscribe()
    told = {"endpoint": endpoint, "public_key": found.public_key, "secret": found.secret}

    page = browser.post("/berichten/apparaten/", told, follow=True).content.decode()

    assert "Meldingen lukken niet met deze browser" in page
    assert not Device.objects.exists()


@pytest.mark.parametrize("wrong", [{"public_key": "AAAA"}, {"secret": "AAAA"}, {"secret": "é"}])
def test_keys_that_are_none_are_not_taken_on(browser, push_service, wrong):
    found = push_service.subscribe()
    told = {"endpoint": push_service.address(found), "public_key": found.public_key,
            "secret": found.secret, **wrong}  # fmt: skip

    browser.post("/berichten/apparaten/", told)

    assert not Device.objects.exists()


def test_who_signs_out_hears_nothing_there_any_more(browser, push_service):
    found = push_service.subscribe()
    told = {"endpoint": push_service.address(found), "public_key": found.public_key,
            "secret": found.secret}  # fmt: skip
    browser.post("/berichten/apparaten/", told)

    browser.post("/inloggen/logout/")

    assert not Device.objects.exists()


def test_a_browser_shows_the_messages_of_who_used_it_last(push_service, samira):
    found, other = push_service.subscribe(), make_person("Hennie")
    keys = {"endpoint": push_service.address(found), "public_key": found.public_key,
            "secret": found.secret, "name": "", "now": NOON}  # fmt: skip
    add_device(person=samira, **keys)
    add_device(person=other, **keys)

    assert Device.objects.get().person == other


def test_a_number_is_good_once_its_code_was_typed_in(browser, texts, samira):
    assert browser.post("/berichten/telefoon/", {"number": "06 12345678"}).status_code == 302
    ((number, text, _reference),) = texts.sent
    code = text.split()[0]
    assert (number, Phone.objects.get().confirmed_at) == ("+31612345678", None)

    assert browser.post("/berichten/telefoon/code/", {"code": code}).status_code == 302

    assert Phone.objects.get(person=samira).confirmed_at is not None
    browser.post("/berichten/telefoon/weg/")
    assert (Phone.objects.get().number, Phone.objects.get().confirmed_at) == (None, None)


def test_a_number_that_is_none_is_told_and_stays_on_the_page(browser, texts):
    answer = browser.post("/berichten/telefoon/", {"number": "045 560 50 40"})

    assert answer.status_code == 422
    assert "Dit is geen mobiel nummer" in answer.content.decode()
    assert "045 560 50 40" in answer.content.decode()
    assert texts.sent == []


def test_a_code_is_guessed_at_five_times_and_no_more(browser, texts):
    browser.post("/berichten/telefoon/", {"number": "0612345678"})
    code = texts.sent[0][1].split()[0]
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    told = [browser.post("/berichten/telefoon/code/", {"code": wrong}) for _ in range(5)]
    last = browser.post("/berichten/telefoon/code/", {"code": code})

    assert [one.status_code for one in told] == [422] * 5
    assert last.status_code == 409
    assert Phone.objects.get().confirmed_at is None


def test_a_second_code_waits_a_minute(browser, texts):
    browser.post("/berichten/telefoon/", {"number": "0612345678"})

    answer = browser.post("/berichten/telefoon/", {"number": "0687654321"})

    assert answer.status_code == 429
    assert len(texts.sent) == 1
