"""A photo as a browser sends it: whatever it is called, and however large it is."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.models import Proof, SignUp
from tests.marketplace.cast import Town, a_photo

NAMES = (
    "../../../etc/passwd", "..\\..\\boot.ini", "foto.jpg.html", ".htaccess", "foto.svg", "con.jpg",
    "x" * 400 + ".jpg", "\u202egpj.exe", "foto\n.jpg", '"><script>1</script>.jpg', "фото.jpg",
)  # fmt: skip


def sent(client, found: SignUp, photo: bytes, name: str = "foto.jpg", kind: str = "image/jpeg"):
    upload = SimpleUploadedFile("foto.jpg", photo, content_type=kind)
    upload._name = name  # past Django's own cleaning, as a hostile program would send it
    return client.post(f"/mijn-klussen/{found.id}/insturen/", {"photo": upload, "note": ""})


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_hostile_name_or_kind_survives(
    town: Town, media: Path, client_for, name: str
) -> None:
    found = town.begun()

    answer = sent(client_for(town.tenant, town.resident), found, a_photo(), name, "text/html")

    assert answer.status_code == 302
    (kept,) = [path for path in media.rglob("*") if path.is_file()]
    assert kept.parent == media / "heerlen" / "bewijs"
    assert kept.suffix == ".jpg"
    assert len(kept.stem) == 36
    assert Proof.objects.get().photo.name == f"bewijs/{kept.name}"


@pytest.mark.parametrize(
    ("photo", "sentence"),
    [
        (bytes(40 * 2**20), "Deze foto is te groot"),
        (b"<svg onload='alert(1)'/>", "geen foto die we kunnen openen"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
    ],
)
def test_what_is_no_photo_gets_a_sentence_and_changes_nothing(
    town: Town, media: Path, client_for, photo: bytes, sentence: str
) -> None:
    found = town.begun()

    answer = sent(client_for(town.tenant, town.resident), found, photo)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert SignUp.objects.get(id=found.id).state == "checked-in"
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_photo_is_served_as_a_photo_that_nothing_can_run_in(town: Town, client_for) -> None:
    proof = town.handed_in().proofs.get()

    answer = client_for(town.tenant, town.checker).get(f"/bewijs/{proof.id}/")

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer).startswith(b"\xff\xd8\xff")
