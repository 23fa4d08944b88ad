"""The face as an app: its manifest, icon and worker, and that the worker keeps nobody's page."""

import io
import json

import pytest
from django.test import Client
from PIL import Image

HEERLEN, SITTARD = "heerlen.localhost", "sittard-geleen.localhost"


@pytest.fixture
def visitor(heerlen, sittard_geleen):
    return Client()


def manifest(visitor, host):
    return json.loads(visitor.get("/app.webmanifest", headers={"host": host}).content)


def test_each_town_is_an_app_of_its_own_name_and_colours(visitor):
    ours, theirs = manifest(visitor, HEERLEN), manifest(visitor, SITTARD)

    assert (ours["name"], ours["short_name"]) == ("Heitjes Heerlen", "Heitjes")
    assert ours["theme_color"].startswith("#")
    assert theirs["name"] != ours["name"]
    assert (ours["start_url"], ours["scope"], ours["display"]) == ("/", "/", "standalone")


@pytest.mark.parametrize("host", [HEERLEN, "localhost", "regio.localhost", "beheer.localhost"])
def test_every_icon_a_manifest_names_is_there_in_its_size(visitor, host):
    icons = manifest(visitor, host)["icons"]

    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        answer = visitor.get(icon["src"], headers={"host": host})
        assert "immutable" in answer["Cache-Control"]
        picture = Image.open(io.BytesIO(answer.content))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_an_icon_of_other_colours_or_sizes_is_not_there(visitor):
    icon = manifest(visitor, HEERLEN)["icons"][0]["src"]

    assert visitor.get(icon.replace("-180-", "-181-"), headers={"host": HEERLEN}).status_code == 404
    assert visitor.get("/icoon-180-abc.png", headers={"host": HEERLEN}).status_code == 404


def test_the_middle_of_a_maskable_icon_holds_all_that_matters(visitor):
    icon = next(one for one in manifest(visitor, HEERLEN)["icons"] if one["sizes"] == "512x512")
    answer = visitor.get(icon["src"], headers={"host": HEERLEN})
    picture = Image.open(io.BytesIO(answer.content)).convert("RGB")

    edge = picture.getpixel((0, 0))
    outside = [
        picture.getpixel((x, y))
        for x in range(0, 512, 8)
        for y in range(0, 512, 8)
        if (x - 256) ** 2 + (y - 256) ** 2 > (512 * 0.4) ** 2
    ]
    assert set(outside) == {edge}
    assert picture.getpixel((256, 100)) != edge


def test_the_worker_may_serve_every_page_and_is_never_old(visitor):
    answer = visitor.get("/werker.js", headers={"host": HEERLEN})

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer["Cache-Control"]
    assert "geen\\u002Dinternet" in answer.text


def test_the_page_for_no_network_names_nobody(visitor, client_for, heerlen):
    answer = visitor.get("/geen-internet/", headers={"host": HEERLEN})

    assert "Er is niets betaald" in answer.text
    assert "Log in" not in answer.text
