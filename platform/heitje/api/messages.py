"""One's own messages, and how one wants to hear: as on the page Berichten."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import WELCOME_KEY
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from heitje.api.message_serializers import MessageOut, UnreadOut, WayIn, WayOut
from tenants.errors import NotFound
from tenants.messages.channels import open_channels
from tenants.messages.models import Message
from tenants.messages.queries import message_of, messages_of, said_by, unread_count
from tenants.messages.rules.ways import ALWAYS, is_wanted
from tenants.messages.services.preferences import choose_ways
from tenants.messages.services.reading import read_message
from tenants.messages.web.preference_form import sorts_for
from tenants.people.models import Person

TAG: Final = "messages"


class MessagesView(ApiView):
    """One's own messages."""

    needs = {"GET": ""}

    @operation("listMessages", TAG, answers=MessageOut(many=True))
    def get(self, request: Request) -> Response:
        """The caller's messages, the newest first. Reading the list leaves them unread."""
        return self.page(request, messages_of(caller(request)), MessageOut)


class UnreadView(ApiView):
    """What is new."""

    needs = {"GET": ""}

    @operation("countUnreadMessages", TAG, answers=UnreadOut)
    def get(self, request: Request) -> Response:
        """How many of the caller's messages were not read."""
        return Response(UnreadOut({"unread": unread_count(caller(request))}).data)


class MessageView(ApiView):
    """One message."""

    needs = {"GET": ""}

    @operation("getMessage", TAG, answers=MessageOut)
    def get(self, request: Request, message_id: int) -> Response:
        """One of the caller's own messages; it stays as unread as it was."""
        return Response(MessageOut(_own(caller(request), message_id)).data)


class ReadView(ApiView):
    """Having read it."""

    needs = {"POST": ""}

    @operation("readMessage", TAG, answers=MessageOut, query=[WELCOME_KEY])
    def post(self, request: Request, message_id: int) -> Response:
        """Keep that it was read. Twice is once: the first time stays."""
        found = _own(caller(request), message_id)
        read_message(message=found, now=timezone.now())
        return Response(MessageOut(found).data)


class WaysView(ApiView):
    """How one wants to hear."""

    needs = {"GET": "", "POST": ""}

    @operation("listMessageWays", TAG, answers=WayOut(many=True))
    def get(self, request: Request) -> Response:
        """For each sort of message and each way there is, whether the caller gets it that way."""
        return Response(WayOut(_ways(caller(request)), many=True).data)

    @operation("chooseMessageWay", TAG, asks=WayIn, answers=WayOut(many=True), query=[WELCOME_KEY])
    def post(self, request: Request) -> Response:
        """Choose one of them. Mail about safety always comes, whatever is chosen."""
        asked, person = body(request, WayIn), caller(request)
        choose_ways(person=person, chosen={(asked["sort"], asked["channel"]): asked["is_on"]})
        return Response(WayOut(_ways(person), many=True).data)


def _own(person: Person, message_id: int) -> Message:
    """Raises NotFound."""
    found = message_of(person, message_id)
    if found is None:
        raise NotFound
    return found


def _ways(person: Person) -> list[dict[str, object]]:
    said = said_by(person)
    return [
        {
            "sort": sort, "channel": channel, "is_on": is_wanted(sort, channel, said),
            "is_fixed": (sort, channel) in ALWAYS,
        }
        for sort in sorts_for(person)
        for channel in open_channels()
    ]  # fmt: skip
