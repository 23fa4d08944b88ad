"""The neighbourhood's side of one tenant."""

from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    """Tables of this app stand in every tenant's schema."""

    name = "marketplace"
    label = "marketplace"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lend the currency's statements the titles of klussen, and write to residents."""
        from currency.category_words import register_categories
        from currency.statements import register_describer
        from marketplace import (  # noqa: F401 - registers itself
            card_receivers,
            dispute_receivers,
            klus_receivers,
            partner_receivers,
            receivers,
        )
        from marketplace.letter_kinds import kinds
        from marketplace.models import Merchant
        from marketplace.queries.titles import titles_of
        from tenants.messages.kinds import register

        register(kinds())
        register_categories(dict(Merchant.Category.choices))
        register_describer(titles_of)
