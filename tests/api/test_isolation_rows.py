"""The rows of one town are nothing to somebody of another, whatever they may do at home."""

import json
from typing import Any

from tests.api.acts import a_key, ask, open_shop, publish, work
from tests.api.cast import Api, Town, told
from tests.api.routes import operations
from tests.api.test_isolation import EVERYTHING, somebody
from tests.api.test_thread import a_sealed_batch

WITH_A_ROW = [one for one in operations() if one.face == "tenant" and "<" in one.route]


def the_rows_of(town: Town) -> dict[str, Any]:
    """One of everything, by the names that the paths use."""
    batch = a_sealed_batch(town)
    line = told(town.finance.get(f"payout-batches/{batch['id']}"))["lines"][0]
    programme = told(town.manager.get("programmes"))["programmes"][0]["id"]
    klus = publish(town, programme)
    sign_up = work(town, klus)
    proof = told(town.manager.get("proofs/waiting"))["results"][0]["proofs"][0]
    till = open_shop(town)
    request = ask(town, till, 100)
    shop = told(town.resident.get("merchants"))["results"][0]
    return {
        "batch_id": batch["id"], "payout_id": line["id"], "programme_id": programme,
        "klus_id": klus["id"], "slot_id": klus["slots"][0]["id"], "sign_up_id": sign_up,
        "proof_id": proof["id"], "till_id": till, "request_id": request["id"],
        "code": request["code"], "merchant_id": shop["id"],
    }  # fmt: skip


def test_no_row_of_a_town_is_seen_or_changed_from_another(town: Town, abroad: Town):
    rows = the_rows_of(town)
    stranger = Api(abroad.tenant, somebody(abroad.tenant, *EVERYTHING))

    met = {
        str(one): stranger.ask(
            one.method, one.path(**rows), key=a_key(), data="{}", content_type="application/json"
        ).status_code
        for one in WITH_A_ROW
    }

    assert len(met) > 40
    assert {name: status for name, status in met.items() if not 400 <= status < 500} == {}


# What the commands among them ask, so that each is refused for whose it is.
ASKED = {"block": {"reason": "lost"}, "second-look": {"words": "Kijk nog eens"}}


def test_what_is_somebody_elses_is_not_there_for_a_neighbour(town: Town):
    rows = the_rows_of(town)
    neighbour = Api(town.tenant, somebody(town.tenant))
    own = [one for one in WITH_A_ROW if one.view.needs[one.method] == ""]
    open_to_all = {"klussen", "slots", "klusboxes", "merchants", "payment-requests"}

    met = {
        str(one): neighbour.ask(
            one.method,
            one.path(**rows),
            key=a_key(),
            data=json.dumps(ASKED.get(one.path(**rows).rsplit("/")[-1], {})),
            content_type="application/json",
        ).status_code
        for one in own
        if one.path().split("/")[0] not in open_to_all
    }

    assert len(met) > 8
    assert {name: status for name, status in met.items() if status not in (403, 404, 415)} == {}
