"""Taking a place, beginning, handing in: who may when, and what is kept of a photo."""

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from marketplace.errors import (
    AlreadySignedUp,
    CheckInTooEarly,
    CheckInTooLate,
    KlusNotOpen,
    PhotoNotAPhoto,
    SlotFull,
    SlotPast,
    StepNotPossible,
)
from marketplace.models import Proof, SignUp, Slot
from marketplace.services import sign_ups
from marketplace.services.klussen import cancel_klus, close_klus
from marketplace.services.sign_ups import (
    cancel_sign_up,
    check_in,
    hand_in_proof,
    mark_no_show,
    sign_up,
)
from tenants.errors import NotAllowed, NotFound
from tests.marketplace.cast import DAY, END, NOW, REWARD, START, a_photo, kept, promised


def files(media: Path):
    return sorted(path for path in media.rglob("*") if path.is_file())


def test_a_place_is_taken_and_counted(town):
    found = town.signed_up(town.klus(places=2))

    assert (found.state, found.slot.klus.reward) == ("signed-up", REWARD)
    assert Slot.objects.get(id=found.slot_id).taken == 1


def test_the_same_place_is_not_taken_twice_by_one_person(town):
    found = town.signed_up()

    with pytest.raises(AlreadySignedUp):
        sign_up(slot_id=found.slot_id, resident=town.resident, now=NOW)

    assert Slot.objects.get(id=found.slot_id).taken == 1


def test_the_place_after_the_last_is_not_there(town):
    found = town.signed_up(town.klus(places=1))

    with pytest.raises(SlotFull):
        sign_up(slot_id=found.slot_id, resident=town.another(), now=NOW)

    assert SignUp.objects.count() == 1


def test_a_place_given_back_can_be_taken_again_also_by_the_same_person(town):
    klus = town.klus(places=1)
    first = town.signed_up(klus)
    cancel_sign_up(sign_up_id=first.id, actor=town.resident, now=NOW)
    cancel_sign_up(sign_up_id=first.id, actor=town.resident, now=NOW)

    second = town.signed_up(klus)

    assert second.id != first.id
    assert klus.slots.get().taken == 1
    assert kept(klus) == promised(klus) == REWARD


def test_a_moment_that_has_begun_takes_nobody(town):
    slot = town.klus().slots.get()

    with pytest.raises(SlotPast):
        sign_up(slot_id=slot.id, resident=town.resident, now=START)


@pytest.mark.parametrize("end", ["draft", "closed", "cancelled"])
def test_a_klus_that_is_not_open_takes_nobody(town, end):
    klus = town.draft() if end == "draft" else town.klus()
    if end == "closed":
        close_klus(klus_id=klus.id, actor=town.organiser, now=NOW)
    if end == "cancelled":
        cancel_klus(klus_id=klus.id, actor=town.organiser, reason="Storm", now=NOW)

    with pytest.raises(KlusNotOpen) as refused:
        sign_up(slot_id=klus.slots.get().id, resident=town.resident, now=NOW)

    assert refused.value.facts == {"state": end}


def test_a_moment_that_is_not_there_is_missing(town):
    with pytest.raises(NotFound):
        sign_up(slot_id=404, resident=town.resident, now=NOW)
    with pytest.raises(NotFound):
        cancel_sign_up(sign_up_id=404, actor=town.resident, now=NOW)
    with pytest.raises(NotFound):
        check_in(sign_up_id=404, actor=town.resident, now=NOW)


def test_a_resident_begins_on_the_day_itself_and_an_organiser_can_still_say_so_later(town):
    found = town.signed_up()

    with pytest.raises(CheckInTooEarly):
        check_in(sign_up_id=found.id, actor=town.resident, now=NOW)
    with pytest.raises(CheckInTooLate):
        check_in(sign_up_id=found.id, actor=town.resident, now=END + DAY)
    done = check_in(sign_up_id=found.id, actor=town.organiser, now=END + 3 * DAY)

    assert done.state == "checked-in"


def test_an_organiser_lets_nobody_begin_what_is_still_to_come(town):
    found = town.signed_up()

    with pytest.raises(CheckInTooEarly):
        check_in(sign_up_id=found.id, actor=town.organiser, now=NOW)


def test_an_organiser_who_takes_part_begins_as_any_resident(town):
    found = town.signed_up(person=town.organiser)

    with pytest.raises(CheckInTooLate):
        check_in(sign_up_id=found.id, actor=town.organiser, now=END + DAY)


def test_nobody_is_marked_missing_while_it_still_goes_on(town):
    found = town.signed_up()

    with pytest.raises(StepNotPossible):
        mark_no_show(sign_up_id=found.id, actor=town.organiser, now=END.replace(hour=11))


@pytest.mark.parametrize("act", ["signed_up", "begun"])
def test_who_did_not_come_gets_nothing_and_the_coins_go_back(town, act):
    klus = town.klus(places=2)
    found = getattr(town, act)(klus)

    mark_no_show(sign_up_id=found.id, actor=town.organiser, now=END)

    assert kept(klus) == promised(klus) == REWARD


def test_a_photo_is_kept_under_a_name_of_our_own_in_the_towns_folder(town, media):
    proof = town.hand_in(town.begun())

    (kept_file,) = files(media)
    assert kept_file.parts[-3:-1] == ("heerlen", "bewijs")
    assert proof.photo.name.startswith("bewijs/")
    assert kept_file.stat().st_size == proof.size
    assert SignUp.objects.get().state == "handed-in"


def test_the_same_photo_sent_again_is_one_proof_and_another_is_too_late(town, media):
    found = town.begun()
    first = town.hand_in(found)

    assert town.hand_in(found).id == first.id
    with pytest.raises(StepNotPossible):
        town.hand_in(found, a_photo("red"))

    assert Proof.objects.count() == len(files(media)) == 1


def test_a_step_that_fails_leaves_no_photo_behind(town, media, monkeypatch):
    found = town.begun()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr(sign_ups, "tell", broken)
    with pytest.raises(RuntimeError):
        town.hand_in(found)

    assert files(media) == []
    assert not Proof.objects.exists()
    assert SignUp.objects.get().state == "checked-in"


def test_a_disk_that_is_full_keeps_nothing_and_changes_nothing(town, media, monkeypatch):
    found = town.begun()

    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(OSError, match="No space left"):
        town.hand_in(found)

    assert not Proof.objects.exists()
    assert SignUp.objects.get().state == "checked-in"


def test_what_is_no_photo_changes_nothing(town, media):
    found = town.begun()

    with pytest.raises(PhotoNotAPhoto):
        town.hand_in(found, b"<svg/>")

    assert SignUp.objects.get().state == "checked-in"
    assert files(media) == []


def test_nobody_hands_in_for_somebody_else(town, media):
    found = town.begun()

    with pytest.raises(NotAllowed):
        hand_in_proof(
            sign_up_id=found.id, resident=town.organiser, photo=a_photo(), note="", now=END
        )

    assert files(media) == []
