"""Letters to residents: one for each decision, in their language, and none that gets lost."""

import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import translation

from marketplace.services.approvals import approve_proof, reject_proof, send_back
from marketplace.services.klussen import cancel_klus
from tenants.messages.models import Delivery
from tenants.trail.models import OutboxEvent
from tenants.trail.services import relay_outbox
from tests.marketplace.cast import DAY, END, NOW, Town, a_photo


def told(now=END + DAY) -> list[mail.EmailMessage]:
    """What is in the post after the outbox has been told."""
    relay_outbox(now=now)
    return mail.outbox


def test_a_resident_reads_that_their_work_is_approved(town: Town) -> None:
    found = town.approved()

    (letter,) = told()

    assert letter.to == [town.resident.email]
    assert letter.subject == "Je klus is goedgekeurd"
    assert "Hallo Resident," in letter.body
    assert "Er staat 5 heitjes bij op je saldo." in letter.body
    assert f"heerlen.localhost:8000/mijn-klussen/{found.id}/" in letter.body
    assert "\n\nHeerlen\n" in letter.body
    assert "/berichten/instellingen/" in letter.body


@pytest.mark.parametrize(
    ("decide", "subject"),
    [(send_back, "Een vraag over je klus"), (reject_proof, "Je klus is niet goedgekeurd")],
)
def test_a_resident_reads_why_it_is_not_good_yet(town: Town, decide, subject: str) -> None:
    found = town.handed_in()
    decide(sign_up_id=found.id, actor=town.checker, reason="Ik zie <niets> & nog wat", now=END)

    (letter,) = told()

    assert letter.subject == subject
    assert "Ik zie <niets> & nog wat" in letter.body


def test_everybody_who_had_signed_up_reads_that_a_klus_is_off_and_why(town: Town) -> None:
    klus = town.klus(places=3)
    waiting = [town.resident, town.another()]
    for person in waiting:
        town.signed_up(klus, person)
    town.begun(klus, town.another())
    cancel_klus(klus_id=klus.id, actor=town.organiser, reason="Te veel wind", now=NOW)

    sent = told()

    assert {letter.to[0] for letter in sent} == {person.email for person in waiting}
    assert {letter.subject for letter in sent} == {"Een klus gaat niet door"}
    assert all("woensdag 25 november" in letter.body for letter in sent)
    assert all("Te veel wind" in letter.body for letter in sent)


def test_no_subject_tells_a_sum(town: Town) -> None:
    town.approved()

    assert not any(sign.isdigit() for sign in told()[0].subject)


def test_a_letter_is_in_the_language_of_who_reads_it(town: Town) -> None:
    town.approved(person=town.another(language="de"))

    (letter,) = told()

    with translation.override("de"):
        assert letter.subject == translation.gettext("Je klus is goedgekeurd")
    assert letter.subject != "Je klus is goedgekeurd"
    assert translation.get_language() == "nl"


def test_a_letter_that_could_not_be_sent_is_sent_later_and_once(town: Town, monkeypatch) -> None:
    def down(*_: object) -> int:
        raise smtplib.SMTPServerDisconnected

    town.approved()
    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", down)
        assert told() == []
    waiting = Delivery.objects.get(message__kind="approved")
    assert (waiting.state, waiting.error) == ("waiting", "SMTPServerDisconnected")

    assert len(told(now=END + 2 * DAY)) == 1
    assert len(told(now=END + 3 * DAY)) == 1


def test_what_was_decided_otherwise_since_is_not_told(town: Town) -> None:
    found = town.handed_in()
    send_back(sign_up_id=found.id, actor=town.checker, reason="Waar?", now=END)
    town.hand_in(found, a_photo("blue"))
    approve_proof(sign_up_id=found.id, actor=town.checker, now=END)

    assert [letter.subject for letter in told()] == ["Je klus is goedgekeurd"]


def test_in_the_demo_a_letter_lies_in_the_post(town: Town, settings, tmp_path, client_for) -> None:
    settings.EMAIL_BACKEND, settings.POST_DIR = "heitje.post.PostBackend", tmp_path
    settings.QUICK_SIGN_IN = True
    town.approved()
    relay_outbox(now=END + DAY)

    shown = client_for(town.tenant).get("/_post/").content.decode()

    assert "Je klus is goedgekeurd" in shown
    assert town.resident.email in shown


def test_somebody_who_has_left_is_not_written_to(town: Town) -> None:
    town.approved()
    town.resident.is_active = False
    town.resident.save()

    assert told() == []
    assert not OutboxEvent.objects.filter(kind="proof.decided", told_at=None).exists()
