"""Every route of every face, taken from the resolver: a new one cannot be forgotten.

A route is guarded unless it stands in a list below. So a new page that answers to anybody makes
the matrix fail until somebody has said here that it may.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from django.urls import get_resolver

FACES = {
    "tenant": "heerlen.localhost",
    "region": "regio.localhost",
    "operator": "beheer.localhost",
    "front": "localhost",
}
# Answers to whoever asks. Signing in is allauth's own; what it shows is of nobody yet.
PUBLIC = (
    "marketplace:klussen-full",
    "marketplace:home", "marketplace:klussen", "marketplace:klus", "marketplace:shops",
    "marketplace:shop", "currency:visiting", "offers:deals", "marketplace:card-about",
    "heitje:embedded-shops", "marketplace:klussen-map", "marketplace:shops-map",
    "marketplace:map-drawing",
    "klusbox:boxes", "klusbox:box", "klusbox:photo", "klusbox:item-code",
    "heitje:embedded-shops", "marketplace:agenda-file", "marketplace:buurtdeals",
    "marketplace:buurtdeal",
    "heitje:front", "heitje:theme", "heitje:set-language", "heitje:style",
    "heitje:manifest", "heitje:app-icon", "heitje:worker", "heitje:offline", "heitje:privacy",
    "account_*", "headless:*",
    "api-tenant", "api-region", "api-neighbourhoods", "api-klussen", "api-klus", "api-merchants",
    "api-klussen-map", "api-merchants-map",
    "api-merchant", "api-rules", "api-rules-schema", "api-seals", "api-reference", "openapi",
)  # fmt: skip
# For everybody who has signed in. What such a page shows is one's own, or what all may see.
ANYBODY = (
    "marketplace:my-cards",
    "marketplace:ideas", "marketplace:idea-new", "api-ideas",
    "marketplace:agenda", "marketplace:agenda-renew", "marketplace:agenda-stop",
    "marketplace:take-place", "marketplace:my-klussen", "marketplace:apply", "currency:pay",
    "currency:read-code", "currency:confirm", "currency:statement", "currency:statement-csv",
    "tenants:household", "tenants:household-start", "tenants:household-join",
    "tenants:household-renew", "tenants:household-leave", "api-household", "api-household-join",
    "api-household-code",
    "heitje:profile", "currency:requests", "currency:request-new", "currency:split-new",
    "organisations:organisations", "organisations:apply",
    "api-messages", "api-messages-unread", "api-message-ways",
    "messages:inbox", "messages:read-all", "messages:settings", "messages:add-device",
    "messages:phone", "messages:phone-code", "messages:forget-phone",
    "klusbox:reserve", "klusbox:mine", "api-klusboxes", "api-reservations", "api-reserve",
    "api-klusbox-offers",
    "marketplace:contributions", "marketplace:contribution-new",
    "api-asked", "api-received", "api-split-bills", "api-contributions",
    "api-agenda", "api-buurtdeals",
    "api-me", "api-balance", "api-entries", "api-request", "api-pay", "api-sign-up",
    "api-sign-ups", "api-past-sign-ups", "api-waiting-list", "api-wait",
    "api-volunteer-room", "api-tills",
    "api-deals", "api-shop-page", "api-own-cards", "api-shop-terms",
)  # fmt: skip
# A payment code names its own town: whoever has it sees which shop asks how much, from anywhere.
BY_CODE = (
    "currency:visiting", "currency:confirm", "currency:read-code", "currency:receipt",
    "api-request", "api-pay", "api-receipt",
)  # fmt: skip
# What stands in public: agreements between two towns, and what every face has.
SHARED = (
    "tenants:*agreement*", "api-*agreement*", "heitje:theme", "heitje:manifest", "heitje:app-icon",
    "heitje:worker", "heitje:offline", "account_*",
    # Every town has the same kinds of message, and what is shown of one is made up.
    "messages:console-kind",
)  # fmt: skip
VARIABLE = re.compile(r"<(?:\w+:)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>[^)]*\)")


@dataclass(frozen=True)
class Route:
    """One route of one face."""

    face: str
    name: str
    pattern: str

    def __str__(self) -> str:
        return f"{self.face} {self.name}"

    def stands_in(self, *lists: tuple[str, ...]) -> bool:
        """Whether one of the lists names it."""
        return any(fnmatchcase(self.name, one) for names in lists for one in names)

    def path(self, known: Mapping[str, object]) -> str:
        """Its path with these rows; KeyError when nobody said what a variable may be."""

        def filled(found: re.Match[str]) -> str:
            word = found["name"] or found["group"]
            return str(known.get(f"{self.name} {word}", known[word]))

        plain = self.pattern.replace("^", "").replace("$", "")
        return "/" + VARIABLE.sub(filled, plain)

    @property
    def has_variables(self) -> bool:
        """Whether it is about a row."""
        return VARIABLE.search(self.pattern) is not None


def routes(face: str) -> list[Route]:
    """All of a face."""
    return [
        Route(face, name, pattern) for name, pattern in _walk(get_resolver(f"heitje.urls.{face}"))
    ]


def _walk(resolver: Any, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for part in resolver.url_patterns:
        here = before + str(part.pattern)
        if hasattr(part, "url_patterns"):
            inside = f"{space}{part.namespace}:" if part.namespace else space
            yield from _walk(part, here, inside)
        else:
            yield f"{space}{part.name}", here
