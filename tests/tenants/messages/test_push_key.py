"""The installation's key for notifications: made by a command, refused when it is none."""

import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured

from heitje.cli.group import heitje
from tenants.messages.channels import open_channels
from tenants.messages.channels.push_key import decoded, private_key, public_key_text


def test_the_key_the_command_makes_is_one(settings):
    made = [CliRunner().invoke(heitje, ["push-key"]).output.strip() for _ in range(2)]
    settings.PUSH_KEY = made[0]

    assert made[0] != made[1]
    assert len(decoded(public_key_text())) == 65
    assert "push" in open_channels()


@pytest.mark.parametrize("text", ["AAAA", "x" * 43 + "!", "A" * 43])
def test_what_is_no_key_says_so(settings, text):
    settings.PUSH_KEY = text

    with pytest.raises(ImproperlyConfigured, match="heitje push-key"):
        private_key()


def test_without_a_key_there_are_no_notifications(settings):
    settings.PUSH_KEY = ""

    assert private_key() is None
    assert "push" not in open_channels()


def test_the_key_of_the_demo_follows_from_its_secret(settings):
    settings.PUSH_KEY = "from-secret"
    first = public_key_text()
    settings.SECRET_KEY = "y" * 60
    other = public_key_text()

    settings.SECRET_KEY = "y" * 60
    assert first != other == public_key_text()
