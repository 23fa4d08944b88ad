"""Every column about people is accounted for, told to all, and forgotten when its time is over."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.html import escape
from django_tenants.utils import tenant_context

from heitje.privacy.forgetting import forget_what_is_over
from heitje.privacy.processing import ALL
from heitje.privacy.register import IMPERSONAL, REGISTER
from marketplace.models import Proof
from tenants.trail.models import OutboxEvent
from tests.marketplace.cast import END, make_person, people_a_town

NOW = timezone.now()
PAGE = "/privacy/"


def columns():
    """Every column of every model that is installed."""
    return {
        model._meta.label: {field.name for field in model._meta.concrete_fields}
        for model in apps.get_models()
    }


def told():
    """By model, how often the register names each column."""
    known, found = columns(), {}
    for one in REGISTER:
        for model, fields in one.fields.items():
            names = known[model] if fields == ALL else fields
            found.setdefault(model, Counter()).update(names)
    return found


def test_every_table_is_accounted_for():
    assert set(columns()) - set(told()) - IMPERSONAL == set()
    assert set(columns()) >= IMPERSONAL


def test_no_column_of_a_table_about_people_is_left_out_or_told_twice():
    known = columns()
    for model, names in told().items():
        assert set(names) <= known[model], model
        assert max(names.values()) == 1, model
        if model not in IMPERSONAL:
            assert set(names) == known[model], model


def test_no_column_that_looks_personal_is_taken_for_impersonal():
    suspicious = ("_by", "email", "iban", "person", "resident", "born", "phone")
    found = [
        f"{model}.{column}"
        for model in IMPERSONAL
        for column in columns()[model]
        if column.endswith(suspicious) and column not in told().get(model, ())
    ]

    # The number residents call, which the municipality publishes itself.
    assert found == ["tenants.Tenant.help_phone"]


def test_everybody_can_read_what_is_kept_and_why(client_for, heerlen):
    page = client_for(heerlen).get(PAGE)

    assert page.status_code == 200
    with tenant_context(heerlen):
        told_of = [str(word) for one in REGISTER
                   for word in (one.title, one.purpose, one.term, one.readers)]  # fmt: skip
    for words in told_of:
        assert escape(words) in page.text


def test_the_term_on_the_page_is_the_term_that_is_kept(heerlen):
    photos = next(one for one in REGISTER if one.code == "photos")

    with tenant_context(heerlen):
        assert photos.days_now == 90
        assert "90 dagen" in str(photos.term)


def test_the_register_is_for_who_works_at_the_municipality(client_for, heerlen):
    with tenant_context(heerlen):
        resident, clerk = make_person("Samira"), make_person("Ingrid", "finance")
    register = f"{PAGE}register.csv"

    assert client_for(heerlen, resident).get(register).status_code == 403
    rows = client_for(heerlen, clerk).get(register).content.decode("utf-8-sig").splitlines()
    assert len(rows) == len(REGISTER) + 1


@pytest.fixture
def town(heerlen, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with tenant_context(heerlen):
        yield people_a_town(heerlen)


def test_a_photo_is_wiped_when_its_time_after_the_decision_is_over(town):
    klus = town.klus()
    decided, waiting = town.approved(klus), town.handed_in(klus, town.another())
    photo = decided.proofs.get().photo
    term = timedelta(days=90)

    assert forget_what_is_over(now=END + term)["photos"] == 0
    assert photo.storage.exists(photo.name)

    assert forget_what_is_over(now=END + term + timedelta(seconds=1))["photos"] == 1
    assert not photo.storage.exists(photo.name)
    assert [proof.sign_up_id for proof in Proof.objects.all()] == [waiting.id]
    assert forget_what_is_over(now=END + 2 * term)["photos"] == 0


def test_a_photo_whose_file_is_gone_already_is_forgotten_too(town):
    decided = town.approved()
    photo = decided.proofs.get().photo
    photo.storage.delete(photo.name)

    assert forget_what_is_over(now=END + timedelta(days=91))["photos"] == 1


def test_another_towns_photos_stay(town, sittard_geleen):
    town.approved()

    with tenant_context(sittard_geleen):
        assert forget_what_is_over(now=END + timedelta(days=400))["photos"] == 0

    assert Proof.objects.count() == 1


def test_letters_that_were_told_long_ago_are_forgotten_and_others_stay(heerlen):
    with tenant_context(heerlen):
        for told_at in (None, NOW - timedelta(days=29), NOW - timedelta(days=31)):
            OutboxEvent.objects.create(kind="x", told_at=told_at)

        assert forget_what_is_over(now=NOW)["letters"] == 1
        assert forget_what_is_over(now=NOW)["letters"] == 0
        assert OutboxEvent.objects.count() == 2


def test_sessions_that_are_over_and_old_traces_of_guessing_are_forgotten(heerlen):
    with tenant_context(heerlen):
        for days in (-1, 1):
            Session.objects.create(
                session_key=uuid4().hex, session_data="", expire_date=NOW + timedelta(days=days)
            )
        for days in (29, 31):
            tried = AccessAttempt.objects.create(username="x", failures_since_start=1)
            AccessAttempt.objects.filter(id=tried.id).update(
                attempt_time=NOW - timedelta(days=days)
            )

        found = forget_what_is_over(now=NOW)

        assert (found["sessions"], found["guessing"]) == (1, 1)
        assert AccessAttempt.objects.count() == Session.objects.count() == 1
