"""Pages of the marketplace on a tenant's host: residents, the till, the console."""

from django.urls import path

from marketplace.buurtdeals.web.urls import BUURTDEALS
from marketplace.checking import urls as checking_urls
from marketplace.finding.web.urls import FINDING
from marketplace.planning.web.urls import PLANNING
from marketplace.web import (
    contributions,
    desk,
    desk_budgets,
    desk_cover,
    desk_disputes,
    desk_ending,
    desk_hand_outs,
    desk_klussen,
    desk_ledger,
    desk_merchants,
    desk_payments,
    desk_proofs,
    desk_slots,
    desk_top_ups,
    home,
    klussen,
    mine,
    shops,
    till,
    till_choice,
    till_disputes,
    till_paying,
    till_refund,
    till_sharing,
    till_statement,
)
from marketplace.web.card_urls import CARDS
from marketplace.web.checkers_urls import CHECKERS
from marketplace.web.desk_rules import decisions as rule_decisions
from marketplace.web.desk_rules import drafts as rule_drafts
from marketplace.web.desk_rules import pages as rules
from marketplace.web.desk_rules import replays as rule_replays
from marketplace.web.life_urls import LIFE
from marketplace.web.partner_urls import PARTNERS

app_name = "marketplace"

RESIDENT = [
    path("", home.home, name="home"),
    path("klussen/", klussen.klussen, name="klussen"),
    path("klussen/<int:klus_id>/", klussen.klus, name="klus"),
    path("klussen/<int:klus_id>/aanmelden/", klussen.take_place, name="take-place"),
    path("mijn-klussen/", mine.my_klussen, name="my-klussen"),
    path("mijn-klussen/<int:sign_up_id>/", mine.my_klus, name="my-klus"),
    path("mijn-klussen/<int:sign_up_id>/begin/", mine.begin, name="begin"),
    path("mijn-klussen/<int:sign_up_id>/insturen/", mine.hand_in, name="hand-in"),
    path("mijn-klussen/<int:sign_up_id>/afzeggen/", mine.cancel, name="cancel"),
    path("bewijs/<int:proof_id>/", mine.photo, name="photo"),
    path("bijdragen/", contributions.contributions, name="contributions"),
    path("bijdragen/nieuw/", contributions.new, name="contribution-new"),
    path("bijdragen/<int:contribution_id>/stop/", contributions.stop, name="contribution-stop"),
    path("winkels/", shops.shops, name="shops"),
    path("winkels/meedoen/", shops.apply, name="apply"),
    path("winkels/<int:merchant_id>/", shops.shop, name="shop"),
]
TILL = [
    path("kassa/", till.till, name="till"),
    path("kassa/kies/", till_choice.choose, name="till-choose"),
    path("kassa/verzoek/<uuid:request_id>/", till.payment_request, name="till-request"),
    path("kassa/verzoek/<uuid:request_id>/stand/", till.state, name="till-state"),
    path("kassa/verzoek/<uuid:request_id>/stop/", till.stop, name="till-stop"),
    path("kassa/verzoek/<uuid:request_id>/terug/", till_refund.refund, name="till-refund"),
    path("kassa/delen/", till_sharing.split, name="till-split"),
    path("kassa/delen/<int:bill_id>/", till_sharing.bill, name="till-bill"),
    path("kassa/delen/<int:bill_id>/stop/", till_sharing.stop, name="till-bill-stop"),
    path("kassa/inwoner/", till_sharing.resident, name="till-resident"),
    path("kassa/betalen/", till_paying.read_code, name="till-pay"),
    path("kassa/betalen/<str:code>/", till_paying.confirm, name="till-pay-code"),
    path("kassa/betalen/<str:code>/bon/", till_paying.receipt, name="till-pay-receipt"),
    path("kassa/meldingen/", till_disputes.disputes, name="till-disputes"),
    path("kassa/meldingen/<int:dispute_id>/", till_disputes.dispute, name="till-dispute"),
    path(
        "kassa/meldingen/<int:dispute_id>/terug/",
        till_disputes.accept,
        name="till-dispute-accept",
    ),
    path("kassa/afschrift/", till_statement.statement, name="till-statement"),
    path("kassa/afschrift.csv", till_statement.statement_csv, name="till-statement-csv"),
]
RULES = [
    path("beheer/regels/", rules.overview, name="console-rules"),
    path("beheer/regels/nieuw/", rule_drafts.new, name="console-rules-new"),
    path("beheer/regels/inlezen/", rule_drafts.read_in, name="console-rules-import"),
    *(
        path(f"beheer/regels/<int:version>/{end}", view, name=f"console-rules-{name}")
        for end, view, name in (
            ("", rules.version, "version"),
            ("bestand/", rules.export, "export"),
            ("wijzig/", rule_drafts.edit, "edit"),
            ("voorstel/", rule_drafts.propose, "propose"),
            ("weg/", rule_drafts.discard, "discard"),
            ("goed/", rule_decisions.approve, "approve"),
            ("af/", rule_decisions.decline, "decline"),
            ("terug/", rule_decisions.withdraw, "withdraw"),
            ("proef/", rule_replays.replay, "replay"),
            ("proef/stand/", rule_replays.progress, "replay-progress"),
        )
    ),
]
CONSOLE = [
    path("beheer/", desk.overview, name="console"),
    path("beheer/klussen/", desk_klussen.klussen, name="console-klussen"),
    path("beheer/klussen/nieuw/", desk_klussen.new, name="console-klus-new"),
    path("beheer/klussen/<int:klus_id>/", desk_klussen.klus, name="console-klus"),
    path("beheer/klussen/<int:klus_id>/open/", desk_klussen.publish, name="console-klus-publish"),
    path("beheer/klussen/<int:klus_id>/sluit/", desk_klussen.close, name="console-klus-close"),
    path("beheer/klussen/<int:klus_id>/afgelast/", desk_klussen.cancel, name="console-klus-cancel"),
    path(
        "beheer/klussen/<int:klus_id>/wie/<int:sign_up_id>/",
        desk_klussen.attendance,
        name="console-attendance",
    ),
    path("beheer/nakijken/", desk_proofs.queue, name="console-proofs"),
    path("beheer/nakijken/<int:sign_up_id>/goed/", desk_proofs.approve, name="console-approve"),
    path(
        "beheer/nakijken/moment/<int:slot_id>/goed/",
        desk_slots.approve,
        name="console-approve-slot",
    ),
    path(
        "beheer/nakijken/<int:sign_up_id>/vraag/",
        desk_proofs.decline,
        {"choice": "vraag"},
        name="console-send-back",
    ),
    path(
        "beheer/nakijken/<int:sign_up_id>/af/",
        desk_proofs.decline,
        {"choice": "af"},
        name="console-reject",
    ),
    path("beheer/budgetten/", desk_budgets.overview, name="console-budgets"),
    path("beheer/budgetten/nieuw/", desk_budgets.new, name="console-budget-new"),
    path("beheer/budgetten/<int:programme_id>/erbij/", desk_budgets.fund, name="console-fund"),
    path("beheer/opwaarderen/", desk_top_ups.new, name="console-top-up"),
    path(
        "beheer/opwaarderen/<int:top_up_id>/",
        desk_top_ups.receipt,
        name="console-top-up-receipt",
    ),
    path("beheer/uitdelen/", desk_hand_outs.overview, name="console-hand-outs"),
    path("beheer/uitdelen/nieuw/", desk_hand_outs.new, name="console-hand-out-new"),
    path("beheer/uitdelen/<int:hand_out_id>/", desk_hand_outs.hand_out, name="console-hand-out"),
    path(
        "beheer/uitdelen/<int:hand_out_id>/stop/",
        desk_hand_outs.cancel,
        name="console-hand-out-cancel",
    ),
    path("beheer/dekking/", desk_cover.overview, name="console-cover"),
    path("beheer/dekking.csv", desk_cover.overview_csv, name="console-cover-csv"),
    path("beheer/einde/", desk_ending.overview, name="console-ending"),
    path("beheer/einde.csv", desk_ending.as_csv, name="console-ending-csv"),
    path("beheer/bewijs/", desk_ledger.overview, name="console-ledger"),
    path("beheer/bewijs/stand/", desk_ledger.progress, name="console-ledger-progress"),
    path("beheer/geschillen/", desk_disputes.queue, name="console-disputes"),
    path("beheer/geschillen/<int:dispute_id>/", desk_disputes.decide, name="console-dispute"),
    path("beheer/betalingen/", desk_payments.payments, name="console-payments"),
    path(
        "beheer/betalingen/<int:transfer_id>/terug/",
        desk_payments.give_back,
        name="console-payment-back",
    ),
    path("beheer/ondernemers/", desk_merchants.merchants, name="console-merchants"),
    path(
        "beheer/ondernemers/<int:merchant_id>/goed/",
        desk_merchants.approve,
        name="console-merchant-approve",
    ),
    path(
        "beheer/ondernemers/<int:merchant_id>/stop/",
        desk_merchants.stop,
        name="console-merchant-stop",
    ),
    *checking_urls.CONSOLE,
    *checking_urls.RESIDENT,
    *RULES,
    *PARTNERS,
]
urlpatterns = [
    *FINDING,
    *LIFE,
    *RESIDENT,
    *TILL,
    *CONSOLE,
    *CARDS,
    *CHECKERS,
    *PLANNING,
    *BUURTDEALS,
]
