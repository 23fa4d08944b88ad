"""Names and remarks reach the bank in the signs of the basic Latin set, no letter lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlement.bank.sepa_text import SEPA_SIGNS, sepa_text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Bakkerij Zoë", "Bakkerij Zoe"),
        ("Café Één & Zo", "Cafe Een + Zo"),
        ("Çelikkıran Şöyle", "Celikkiran Soyle"),
        ("Łódź Ørsted Æbleskiver", "Lodz Orsted AEbleskiver"),
        ("Straße, Œuvre", "Strasse, OEuvre"),
        ("Ĳsbaan ﬁets", "IJsbaan fiets"),
        ("Đorđević Ňuň Őze", "Dordevic Nun Oze"),
        ("’t Winkeltje – “De Hoek”", "'t Winkeltje - 'De Hoek'"),
        ("Een_twee; drie!", "Een-twee, drie."),
        ("ik@winkel.example", "ik(at)winkel.example"),
        ("kosten €5", "kosten EUR5"),
        ("日本 2", ".. 2"),
        ("een\ttwee\r\ndrie   vier", "een twee drie vier"),
        ("zacht\u00adstreepje en\u200bniets", "zachtstreepje enniets"),
        ("a//b///c", "a/b/c"),
        ("//begin en eind//", "begin en eind"),
        ("", "."),
        ("///", "."),
    ],
)
def test_each_sign_is_spelled_out(typed: str, written: str) -> None:
    assert sepa_text(typed, 70) == written


@given(st.text(max_size=300), st.integers(1, 140))
def test_any_text_comes_out_fit_for_every_bank(text: str, length: int) -> None:
    written = sepa_text(text, length)

    assert 1 <= len(written) <= length
    assert set(written) <= SEPA_SIGNS
    assert written == written.strip()
    assert "//" not in written
    assert not written.startswith("/")
    assert not written.endswith("/")
    assert sepa_text(written, length) == written


@given(st.text(st.sampled_from("éèêëáàâäåãóòôöõøíìîïúùûüçñýÿßæœłđðþıŠŽČĐŞĞİÉÅ"), min_size=1))
def test_no_letter_is_lost(text: str) -> None:
    written = sepa_text(text, 1_000)

    assert len(written) >= len(text)
    assert written.isascii()
    assert written.isalpha()


def test_a_long_name_keeps_its_first_seventy_signs() -> None:
    assert sepa_text("Ö" * 100, 70) == "O" * 70
    assert sepa_text("a" * 69 + " b", 70) == "a" * 69
