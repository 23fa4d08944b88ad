"""Shapes of messages, and of the ways they take."""

from rest_framework import serializers

from tenants.messages.models import Channel, Sort


class MessageOut(serializers.Serializer[object]):
    """A message, in the words and the language in which it was told."""

    id = serializers.IntegerField()
    kind = serializers.CharField(help_text="A stable word for what happened.")
    sort = serializers.ChoiceField(choices=Sort.choices)
    subject = serializers.CharField()
    text = serializers.CharField()
    path = serializers.CharField(help_text="The page on this host where one can act on it.")
    is_urgent = serializers.BooleanField()
    at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class UnreadOut(serializers.Serializer[object]):
    """A count."""

    unread = serializers.IntegerField()


class WayIn(serializers.Serializer[object]):
    """One sort by one way."""

    sort = serializers.ChoiceField(choices=Sort.choices)
    channel = serializers.ChoiceField(choices=Channel.choices)
    is_on = serializers.BooleanField()


class WayOut(serializers.Serializer[object]):
    """One sort by one way, as it holds now."""

    sort = serializers.ChoiceField(choices=Sort.choices)
    channel = serializers.ChoiceField(choices=Channel.choices)
    is_on = serializers.BooleanField()
    is_fixed = serializers.BooleanField(help_text="It always comes this way.")
