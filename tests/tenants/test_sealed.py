"""Sealed text: readable here and nowhere else, also while keys are being changed."""

import pytest
from django.test import override_settings
from django_tenants.utils import schema_context

from tenants.models import Tenant
from tenants.sealed import SealBroken, blind_index, seal, unseal

IBAN = "NL91ABNA0417164300"


def test_what_is_sealed_opens_again_and_shows_nothing() -> None:
    assert unseal(seal(IBAN)) == IBAN
    assert IBAN.encode() not in seal(IBAN)
    assert seal(IBAN) != seal(IBAN)


def test_another_tenant_cannot_open_it_nor_find_it(heerlen: Tenant, sittard_geleen: Tenant) -> None:
    with schema_context(heerlen.schema_name):
        sealed, index = seal(IBAN), blind_index(IBAN)

    with schema_context(sittard_geleen.schema_name):
        with pytest.raises(SealBroken):
            unseal(sealed)
        assert blind_index(IBAN) != index


@pytest.mark.parametrize("change", [0, 1, 5, -1])
def test_a_changed_byte_is_noticed(change: int) -> None:
    sealed = bytearray(seal(IBAN))
    sealed[change] ^= 1

    with pytest.raises(SealBroken):
        unseal(bytes(sealed))


def test_an_old_key_still_opens_what_it_sealed() -> None:
    with override_settings(SECRET_KEY="x" * 50):
        sealed = seal(IBAN)

    with override_settings(SECRET_KEY="y" * 50, SECRET_KEY_FALLBACKS=["x" * 50]):
        assert unseal(sealed) == IBAN
    with override_settings(SECRET_KEY="y" * 50), pytest.raises(SealBroken):
        unseal(sealed)
