"""Made-up klussen, payments and people, to show what a message looks like. Nobody is real."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Made
from typing import Final

_DAY: Final = date(2026, 6, 12)
_MOMENT: Final = datetime(2026, 6, 12, 8, 0, tzinfo=UTC)
KLUS: Final = Made(title="Zwerfvuil rapen in het park", reward=1_000)
DECIDED: Final = {
    "klus": KLUS,
    "sign_up": Made(
        reason="Ik zie op de foto niet waar dit is.",
        slot=Made(starts_at=_MOMENT, open_until=_MOMENT),
    ),
}
GIFT: Final = {"hand_out": Made(pot="gift", name="Welkom in de wijk"), "amount": 500}
NOTICE: Final = Made(amount=1_250, expires_on=_DAY)
ENDING: Final = Made(last_earning_on=_DAY, last_spending_on=_DAY, last_redemption_on=_DAY)
ASKED: Final = {
    "asked": Made(amount=750, description="Koffie met taart", expires_at=_MOMENT),
    "payee": "Fatima B.",
}
CONTRIBUTION: Final = {
    "found": Made(amount=300), "payee": "Speeltuin De Linde", "reason": "insufficient-balance",
}  # fmt: skip
_PAYMENT: Final = Made(
    payer=Made(name="Samira E."), shop=Made(name="Bakkerij De Korenaar"), amount=450,
    transfer=Made(at=_MOMENT),
)  # fmt: skip
DISPUTE: Final = {
    "payment": _PAYMENT, "given": 450,
    "dispute": Made(
        state="upheld", decision="De bon laat zien dat je twee keer betaalde.", text="Twee keer",
        get_reason_display="Er is te vaak betaald",
    ),
}  # fmt: skip
CORRECTED: Final = {
    "payment": _PAYMENT, "given": 450, "reason": "De kassa rekende een verkeerd bedrag.",
}  # fmt: skip
ALARM: Final = Made(kind="cover", value=950_000, limit=1_000_000)
CARD: Final = {"card": Made(shown_number="HE-2345-6789")}
