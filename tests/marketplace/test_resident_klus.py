"""One klus as a resident goes through it: choosing a moment, beginning, handing in, the ending."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.models import SignUp
from marketplace.photos import MAXIMUM_BYTES
from marketplace.services.klussen import cancel_klus, close_klus
from tests.marketplace.cast import a_photo, make_person
from tests.marketplace.resident_cast import HOUR, Street


@pytest.fixture
def street(town):
    return Street(town)


@pytest.fixture
def resident(town, client_for):
    return client_for(town.tenant, town.resident)


def page_of(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def send_in(client, made, data, note=""):
    photo = SimpleUploadedFile("IMG_1.jpg", data, content_type="image/jpeg")
    return client.post(
        f"/mijn-klussen/{made.id}/insturen/", {"photo": photo, "note": note}, follow=True
    )


def test_who_is_not_signed_in_is_led_to_signing_in_and_back(street, town, client_for):
    klus = street.klus()

    page = page_of(client_for(town.tenant), f"/klussen/{klus.id}/")

    assert f'href="/inloggen/login/code/?next=/klussen/{klus.id}/"' in page
    assert "<button" not in page.split("<main")[1].split("</main>")[0]


def test_a_klus_says_who_pays_where_and_how_long(street, resident, town):
    page = page_of(resident, f"/klussen/{street.klus(places=3).id}/")

    for words in ("Heerlen, uit ‘Schone buurt’", "Ingang Akerstraat", "2 uur", "Nog 3 plekken",
                  "Met een prikstok door het park.", town.organiser.party.name):  # fmt: skip
        assert words in page


def test_a_chosen_moment_becomes_ones_own_and_cannot_be_chosen_again(street, resident, town):
    klus = street.klus(moments=2)
    slot = klus.slots.order_by("id")[0]

    answer = resident.post(f"/klussen/{klus.id}/aanmelden/", {"slot": slot.id}, follow=True)
    page = page_of(resident, f"/klussen/{klus.id}/")

    made = SignUp.objects.get(resident=town.resident)
    assert answer.redirect_chain == [(f"/mijn-klussen/{made.id}/", 302)]
    assert "Je doet mee. Tot dan!" in answer.content.decode()
    assert f'href="/mijn-klussen/{made.id}/"' in page
    assert page.count("disabled") == 1
    assert "Jij doet mee" in page


@pytest.mark.parametrize("chosen", ["", "abc", "0", "99999999999999999999", "1; DROP"])
def test_no_moment_or_nonsense_is_told_on_the_same_page(chosen, street, resident):
    klus = street.klus()

    answer = resident.post(f"/klussen/{klus.id}/aanmelden/", {"slot": chosen})

    assert answer.status_code in {404, 422}
    assert "Kies eerst een moment." in answer.content.decode() or chosen == "0"
    assert not SignUp.objects.exists()


def test_the_last_place_is_taken_once_and_the_next_reads_that_it_is_full(
    street, resident, town, client_for
):
    klus = street.klus(places=1)
    slot = klus.slots.get()
    other = client_for(town.tenant, make_person("ander"))
    other.post(f"/klussen/{klus.id}/aanmelden/", {"slot": slot.id})

    answer = resident.post(f"/klussen/{klus.id}/aanmelden/", {"slot": slot.id})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Dit moment is vol." in page
    assert "Deze klus is vol." in page
    assert "Ik doe mee</button>" not in page


def test_a_klus_of_the_past_or_called_off_takes_nobody(street, resident, town):
    past, off, closed = street.klus(inside=-HOUR), street.klus(), street.klus()
    street.sign_up(off)
    street.sign_up(closed)
    cancel_klus(klus_id=off.id, actor=town.organiser, reason="Storm", now=street.now)
    close_klus(klus_id=closed.id, actor=town.organiser, now=street.now)

    said = [page_of(resident, f"/klussen/{klus.id}/") for klus in (past, off, closed)]

    assert "Alle momenten van deze klus zijn geweest." in said[0]
    assert "Deze klus gaat niet door." in said[1]
    assert "niet meer aanmelden" in said[2]
    assert not any("/aanmelden/" in page for page in said)


def test_beginning_is_offered_only_when_it_is_time(street, resident):
    later = street.sign_up(street.klus())
    soon = street.sign_up(street.klus(inside=timedelta(minutes=20)))

    early = resident.post(f"/mijn-klussen/{later.id}/begin/")

    assert "Ik begin</button>" not in page_of(resident, f"/mijn-klussen/{later.id}/")
    assert "Ik begin</button>" in page_of(resident, f"/mijn-klussen/{soon.id}/")
    assert early.status_code == 409
    assert "een half uur voor" in early.content.decode()


def test_from_beginning_to_a_photo_that_waits_to_be_checked(street, resident):
    made = street.sign_up(street.klus(inside=timedelta(minutes=20)))

    resident.post(f"/mijn-klussen/{made.id}/begin/")
    form = page_of(resident, f"/mijn-klussen/{made.id}/")
    sent = send_in(resident, made, a_photo(), "De bak is kapot").content.decode()

    assert 'enctype="multipart/form-data"' in form
    assert "Je foto is binnen." in sent
    assert "De bak is kapot" in sent
    assert f'src="/bewijs/{made.proofs.get().id}/"' in sent


def test_nine_megabytes_pass_and_forty_get_a_sentence(street, resident):
    made = street.begun()
    heavy = a_photo() + b"\0" * (9 * 2**20)

    refused = send_in(resident, made, b"\0" * (40 * 2**20))
    accepted = send_in(resident, made, heavy)

    assert len(heavy) < MAXIMUM_BYTES
    assert refused.status_code == 422
    assert "Deze foto is te groot." in refused.content.decode()
    assert "Je foto is nog niet ingestuurd." in refused.content.decode()
    assert "Je foto is binnen." in accepted.content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"geen foto", "geen foto die we kunnen openen"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC"),
        (b"", "leeg"),
    ],
)
def test_what_is_no_photo_is_refused_in_words_and_what_was_typed_stays(
    data, sentence, street, resident
):
    made = street.begun()

    page = send_in(resident, made, data, "Let op de bak").content.decode()

    assert sentence in page
    assert "Let op de bak" in page
    made.refresh_from_db()
    assert made.state == "checked-in"


def test_the_checkers_question_and_reason_are_read_where_one_can_act_on_them(street, resident):
    back = street.sent_back("Maak een foto van het hele pad.")
    gone = street.rejected("Dit is een andere plek.")

    asked, refused = [page_of(resident, f"/mijn-klussen/{one.id}/") for one in (back, gone)]

    assert "Maak een foto van het hele pad." in asked
    assert "Stuur in</button>" in asked
    assert "Dit is een andere plek." in refused
    assert "Stuur in</button>" not in refused


def test_approved_work_says_what_it_gave(street, resident):
    made = street.approved()

    assert "Goedgekeurd: 5 heitjes erbij" in page_of(resident, f"/mijn-klussen/{made.id}/")


def test_what_one_did_at_an_earlier_moment_is_no_part_of_what_one_does(street, resident):
    made = street.approved()

    assert "Je doet mee:" not in page_of(resident, f"/klussen/{made.slot.klus_id}/")


def test_saying_no_asks_first_and_frees_the_place(street, resident):
    made = street.sign_up(street.klus(places=1))

    question = page_of(resident, f"/mijn-klussen/{made.id}/afzeggen/")
    answer = resident.post(f"/mijn-klussen/{made.id}/afzeggen/", follow=True)

    made.refresh_from_db()
    assert "Wil je je afmelden?" in question
    assert "Je bent afgemeld." in answer.content.decode()
    assert (made.state, made.slot.free) == ("cancelled", 1)
    assert "<s>" in page_of(resident, "/mijn-klussen/?toon=geweest")


def test_nobody_sees_or_touches_anothers_klus(street, town, client_for):
    made = street.handed_in()
    stranger = client_for(town.tenant, make_person("vreemd"))

    for path in (f"/mijn-klussen/{made.id}/", f"/mijn-klussen/{made.id}/afzeggen/",
                 f"/bewijs/{made.proofs.get().id}/"):  # fmt: skip
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"/mijn-klussen/{made.id}/begin/").status_code == 404
