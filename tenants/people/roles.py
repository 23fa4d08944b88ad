"""Roles a new tenant starts with. They become rows; from then on the rows decide."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class RoleTemplate(NamedTuple):
    """A role's name on the screen and what it may do."""

    name: str
    permissions: tuple[str, ...]


TENANT_ROLES: Final[Mapping[str, RoleTemplate]] = {
    "manager": RoleTemplate(
        "Klusbeheer",
        (
            "see-console", "publish-klus", "check-proof", "see-programmes", "fund-programme",
            "see-merchants", "approve-merchant", "see-rules", "propose-rules",
            "propose-hand-out", "decide-dispute", "keep-klus-policy", "give-second-opinion",
            "see-work-register", "set-photo-term", "lend-klusbox",
            "approve-account-change", "issue-card", "sign-buurtdeal",
            "see-organisations", "approve-organisation",
        ),
    ),
    "organiser": RoleTemplate(
        "Organisator", ("see-console", "publish-klus", "check-proof", "lend-klusbox")
    ),
    "finance": RoleTemplate(
        "Financiën",
        (
            "see-console", "see-programmes", "see-merchants", "see-payouts", "make-payout-batch",
            "release-payout-batch", "import-bank-file", "deposit-cover", "see-rules",
            "approve-rules", "see-clearing", "approve-clearing", "settle-clearing",
            "approve-hand-out", "decide-dispute", "approve-account-change",
        ),
    ),
    "agreements": RoleTemplate(
        "Bestuur",
        (
            "see-console", "see-agreements", "approve-agreement", "see-programmes",
            "see-clearing", "approve-clearing", "give-second-opinion", "see-work-register",
        ),
    ),
}  # fmt: skip
PUBLIC_ROLES: Final[Mapping[str, RoleTemplate]] = {
    "coordinator": RoleTemplate(
        "Regiocoördinator", ("see-region", "propose-agreement", "see-positions", "run-clearing")
    ),
    "operator": RoleTemplate("Beheerder", ("see-installation", "create-tenant")),
}
