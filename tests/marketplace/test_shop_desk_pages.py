"""A shop's own desk: places, tills, people, its account and terms, as its people find them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.models import AccountChange, Merchant, StaffInvitation, TermsAcceptance, Till
from marketplace.services.places import add_branch
from marketplace.services.shop_staff import link_word
from tenants.people.models import Seat
from tests.marketplace.cast import make_person
from tests.marketplace.partner_cast import NEW, a_place, a_shop, asks_change, invited, terms
from tests.marketplace.partner_cast import works_there as works_at

PAGES = ("", "gegevens/", "adres/", "vestiging/", "kassa/", "aannemen/", "mensen/", "rekening/",
         "voorwaarden/")  # fmt: skip
KEEPER = set(PAGES) - {"rekening/"}
STAFF = {"", "voorwaarden/"}
PLACE = {"address": "Markt 2", "dag0_0_van": "09:00", "dag0_0_tot": "17:30"}


@pytest.fixture
def shop(town):
    return a_shop(town)


@pytest.fixture
def owner(town, shop, client_for):
    return client_for(town.tenant, shop.owner)


@pytest.fixture
def home(shop):
    return f"/kassa/winkel/{shop.merchant.id}/"


def shown(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def test_each_duty_opens_its_own_pages_and_a_stranger_none(town, shop, home, client_for):
    lead, staff = works_at(shop, Seat.Duty.LEAD), works_at(shop)
    for person, open_pages in (
        (shop.owner, set(PAGES)), (lead, KEEPER), (staff, STAFF), (town.clerk, set()),
    ):  # fmt: skip
        client = client_for(town.tenant, person)
        answers = {page: client.get(home + page).status_code for page in PAGES}
        assert {page for page, status in answers.items() if status == 200} == open_pages
        assert set(answers.values()) <= {200, 404}


def test_who_has_one_shop_comes_there_at_once_and_who_has_more_chooses(town, shop, owner, home):
    assert owner.get("/kassa/winkel/")["Location"] == home
    second = a_shop(town, "Slagerij Daelen")
    Seat.objects.create(person=shop.owner, party=second.merchant.party, duty=Seat.Duty.OWNER)

    page = shown(owner.get("/kassa/winkel/"))

    assert "Bakkerij Wiertz" in page
    assert "Slagerij Daelen" in page


def test_a_shop_that_applied_has_its_desk_already(town, client_for):
    shop = a_shop(town)
    Merchant.objects.filter(id=shop.merchant.id).update(
        state="applied", approved_by=None, approved_at=None
    )

    page = client_for(town.tenant, shop.owner).get("/kassa/winkel/", follow=True).content.decode()

    assert "wacht op de gemeente" in page


def test_address_and_hours_are_kept_and_shown_to_customers(owner, shop, home):
    typed = PLACE | {"dag5_0_van": "09:00", "dag5_0_tot": "12:00", "dag5_1_van": "13:00",
                     "dag5_1_tot": "16:00", "point": "50,88805 5,97952"}  # fmt: skip

    assert owner.post(home + "adres/", typed).status_code == 302

    found = Merchant.objects.get(id=shop.merchant.id)
    assert found.hours == {
        "0": [["09:00", "17:30"]], "5": [["09:00", "12:00"], ["13:00", "16:00"]],
    }  # fmt: skip
    assert (str(found.latitude), str(found.longitude)) == ("50.88805", "5.97952")
    again = shown(owner.get(home + "adres/"))
    assert 'value="13:00"' in again
    assert 'value="50.88805, 5.97952"' in again
    assert "Markt 2" in shown(owner.get(f"/winkels/{shop.merchant.id}/"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"address": ""}, "Kijk bij de velden hieronder"),
        ({"dag0_0_tot": ""}, "Vul bij elke tijd ook de andere in"),
        ({"dag0_0_tot": "09:00"}, "Begin en einde zijn gelijk."),
        ({"dag0_1_van": "12:00", "dag0_1_tot": "18:00"}, "Deze tijden lopen door elkaar."),
        ({"dag0_0_van": "25:99"}, "Vul een tijd in, zoals 09:30."),
        ({"point": "hier"}, "geen plek in Nederland"), ({"point": "5.97, 50.88"}, "geen plek"),
        ({"point": "50.88"}, "geen plek"), ({"point": "50.88805 5.97952 1"}, "geen plek"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_place_is_told_and_what_was_typed_stays(owner, shop, home, wrong, sentence):
    page = shown(owner.post(home + "adres/", PLACE | {"address": "Markt 2"} | wrong), 422)

    assert sentence in page
    assert 'value="09:00"' in page or "dag0_0_van" in wrong
    assert Merchant.objects.get(id=shop.merchant.id).hours == {}


def test_a_branch_is_added_changed_and_closed_with_its_till(owner, shop, home):
    owner.post(home + "vestiging/", PLACE | {"name": "Hoensbroek", "is_open": "on"})
    branch = shop.merchant.branches.get()
    owner.post(home + "kassa/", {"name": "Kassa 2", "branch": branch.id})
    till = Till.objects.get(name="Kassa 2")
    assert till.branch == branch
    public = f"/winkels/{shop.merchant.id}/"
    assert "Hoensbroek" in shown(owner.get(public))

    owner.post(f"{home}vestiging/{branch.id}/", PLACE | {"name": "Hoensbroek"})

    till.refresh_from_db()
    assert till.is_active is False
    assert "Hoensbroek" not in shown(owner.get(public))
    page = shown(owner.post(home + "vestiging/", PLACE | {"name": "Hoensbroek"}), 409)
    assert "Deze naam gebruik je al" in page


def test_a_till_gets_another_name_or_is_put_away(owner, shop, home):
    path = f"{home}kassa/{shop.till.id}/"

    owner.post(path, {"name": "Balie", "is_active": "on"})
    assert "Balie" in shown(owner.get("/kassa/kies/"))
    owner.post(path, {"name": "Balie"})

    assert Till.objects.get(id=shop.till.id).is_active is False


def test_a_pause_is_told_at_the_till_and_to_customers(town, owner, shop, home, client_for):
    owner.post(home + "aannemen/", {"note": "Dicht tot maandag"})
    customer = client_for(town.tenant, town.resident)

    page = shown(customer.get(f"/winkels/{shop.merchant.id}/"))
    assert "neemt nu even geen heitjes aan" in page
    assert "Dicht tot maandag" in page
    assert "neemt nu niets aan" in shown(customer.get("/winkels/"))
    assert "neemt nu geen heitjes aan" in shown(owner.get("/kassa/"))
    refused = owner.post(
        "/kassa/", {"amount": "5", "toets": "vraag", "key": "7f1f2f3f-0000-4000-8000-000000000001"}
    )
    assert "Deze winkel neemt nu even niets aan" in shown(refused, 409)

    owner.post(home + "aannemen/", {"aan": "ja"})
    assert "neemt nu" not in shown(customer.get(f"/winkels/{shop.merchant.id}/"))


def test_somebody_is_invited_says_yes_and_is_sent_to_the_till(town, owner, home, client_for):
    person = make_person("hulp")
    owner.post(home + "mensen/", {"email": person.email, "duty": "staff"})
    path = f"/kassa/uitnodiging/{link_word(StaffInvitation.objects.get())}/"
    client = client_for(town.tenant, person)

    assert "Werken bij Bakkerij Wiertz" in shown(client.get(path))
    assert client.post(path)["Location"] == home
    assert client.get("/kassa/").status_code == 200
    assert "ander e-mailadres" in shown(client_for(town.tenant, town.resident).get(path), 403)


def test_a_wrong_address_is_told_and_an_invitation_is_taken_back(owner, shop, home):
    page = shown(owner.post(home + "mensen/", {"email": "geen adres", "duty": "staff"}), 422)
    assert 'value="geen adres"' in page
    found = invited(shop, "nieuw@elders.example", now=timezone.now())
    assert "nieuw@elders.example" in shown(owner.get(home + "mensen/"))

    owner.post(f"{home}uitnodiging/{found.id}/intrekken/")

    assert "nieuw@elders.example" not in shown(owner.get(home + "mensen/"))


def test_an_owner_changes_a_duty_and_says_farewell_after_a_question(owner, shop, home):
    works_at(shop)
    seat = Seat.objects.get(duty="staff")
    path = f"{home}mensen/{seat.id}/"

    owner.post(path, {"duty": "lead"})
    assert Seat.objects.get(id=seat.id).duty == "lead"
    assert "uit de winkel halen?" in shown(owner.get(path + "weg/"))
    owner.post(path + "weg/")

    assert not Seat.objects.filter(id=seat.id).exists()
    own = Seat.objects.get(person=shop.owner)
    refused = owner.post(f"{home}mensen/{own.id}/weg/")
    assert "altijd een eigenaar" in shown(refused, 409)


def test_another_account_is_asked_for_shown_by_its_tail_and_called_off(owner, shop, home):
    page = owner.get(home + "rekening/")
    form = {"key": page.context["form"]["key"].value(), "account_name": "Wiertz BV"}
    assert "klopt niet" in shown(owner.post(home + "rekening/", form | {"iban": "NL00"}), 422)
    for _ in range(2):
        owner.post(home + "rekening/", form | {"iban": NEW})
    change = AccountChange.objects.get()

    waits = shown(owner.get(home + "rekening/"))
    assert (NEW in waits, NEW[-4:] in waits) == (False, True)
    owner.post(f"{home}rekening/{change.id}/intrekken/")

    change.refresh_from_db()
    assert change.state == "withdrawn"


def test_a_change_of_another_shop_is_not_there(town, owner, home):
    other = a_shop(town, "Slagerij Daelen")
    change = asks_change(other)

    assert owner.post(f"{home}rekening/{change.id}/intrekken/").status_code == 404
    branch = add_branch(
        merchant_id=other.merchant.id, name="Markt", place=a_place(), actor=other.owner
    )
    assert owner.get(f"{home}vestiging/{branch.id}/").status_code == 404
    assert owner.get(f"{home}kassa/{other.till.id}/").status_code == 404
    seat = Seat.objects.get(person=other.owner)
    assert owner.get(f"{home}mensen/{seat.id}/").status_code == 404


def test_an_owner_agrees_to_new_terms_with_a_tick(town, owner, shop, home):
    terms(town)
    assert "nog niet akkoord" in shown(owner.get(home))

    assert "vinkje" in shown(owner.post(home + "voorwaarden/", {"version": 1}), 422)
    owner.post(home + "voorwaarden/", {"version": 1, "is_agreed": "on"})

    assert TermsAcceptance.objects.get().person == shop.owner
    assert "nog niet akkoord" not in shown(owner.get(home))
    terms(town, "Anders", after=1)
    late = owner.post(home + "voorwaarden/", {"version": 1, "is_agreed": "on"})
    assert "nieuwe versie" in shown(late, 409)


def test_applying_asks_for_the_terms_and_a_vat_number_that_adds_up(town, client_for):
    terms(town)
    client = client_for(town.tenant, town.resident)
    form = {
        "name": "Bakker", "category": "food", "kvk_number": "12345678", "iban": NEW,
        "account_name": "B", "address": "Markt 1", "vat_number": "NL123456789B01",
        "key": "7f1f2f3f-0000-4000-8000-000000000002", "terms_version": 1,
    }  # fmt: skip

    page = shown(client.post("/winkels/meedoen/", form), 422)
    assert "Dit btw-nummer klopt niet" in page
    assert "Zet een vinkje" in page
    fine = form | {"vat_number": "nl004495445b01", "is_agreed": "on"}
    made = client.post("/winkels/meedoen/", fine)

    shop = Merchant.objects.get()
    assert made["Location"] == f"/kassa/winkel/{shop.id}/"
    assert (shop.vat_number, shop.acceptances.get().terms.version) == ("NL004495445B01", 1)


def test_an_invitation_whose_days_are_past_says_so(town, shop, client_for):
    person = make_person("hulp")
    found = invited(shop, person.email, now=timezone.now() - timedelta(days=8))

    page = client_for(town.tenant, person).get(f"/kassa/uitnodiging/{link_word(found)}/")

    assert "geldt niet meer" in shown(page, 409)
