"""Pages of settlement on a tenant's host."""

from typing import Final

from django.urls import path

from settlement.web import bank, batches, clearing, journal, shop

app_name = "settlement"
PAYMENT: Final = "beheer/verrekening/betaling/<uuid:payment_id>"

urlpatterns = [
    path("kassa/uitbetaling/", shop.payouts, name="shop-payouts"),
    path("kassa/uitbetaling/aanvragen/", shop.request_payout, name="shop-request"),
    path("kassa/uitbetaling/overzicht/", shop.statement, name="shop-statement"),
    path("kassa/uitbetaling/overzicht.csv", shop.statement_csv, name="shop-statement-csv"),
    path("beheer/uitbetalingen/", batches.payouts, name="payouts"),
    path("beheer/uitbetalingen/batch/", batches.make, name="make-batch"),
    path("beheer/uitbetalingen/batch/<int:batch_id>/", batches.batch, name="batch"),
    path("beheer/uitbetalingen/batch/<int:batch_id>/vastzetten/", batches.seal, name="seal-batch"),
    path(
        "beheer/uitbetalingen/batch/<int:batch_id>/vrijgeven/",
        batches.release,
        name="release-batch",
    ),
    path(
        "beheer/uitbetalingen/batch/<int:batch_id>/intrekken/",
        batches.cancel,
        name="cancel-batch",
    ),
    path(
        "beheer/uitbetalingen/batch/<int:batch_id>/bestand/",
        batches.download,
        name="download-batch",
    ),
    path(
        "beheer/uitbetalingen/batch/<int:batch_id>/naar-de-bank/",
        batches.deliver,
        name="deliver-batch",
    ),
    path(
        "beheer/uitbetalingen/regel/<uuid:payout_id>/weglaten/",
        batches.leave_out,
        name="leave-out",
    ),
    path("beheer/uitbetalingen/bankbestand/", bank.bank_file, name="bank-file"),
    path("beheer/uitbetalingen/bij/<int:entry_id>/dekking/", bank.book, name="book-entry"),
    path("beheer/uitbetalingen/bij/<int:entry_id>/negeren/", bank.ignore, name="ignore-entry"),
    path("beheer/uitbetalingen/dekking/", bank.deposit, name="deposit"),
    path("beheer/uitbetalingen/rekening/", bank.account, name="bank-account"),
    path("beheer/grootboek/", journal.overview, name="journal"),
    path("beheer/grootboek/dagboek.csv", journal.as_csv, name="journal-csv"),
    path("beheer/grootboek/auditfile.xaf", journal.as_audit_file, name="audit-file"),
    path("beheer/grootboek/jaarstukken.zip", journal.as_year_pack, name="year-pack"),
    path("beheer/grootboek/rekeningen/", journal.chart, name="journal-chart"),
    path("beheer/verrekening/", clearing.desk, name="clearing"),
    path("beheer/verrekening/<int:run_id>/akkoord/", clearing.approve, name="approve-clearing"),
    path(f"{PAYMENT}/betaald/", clearing.pay, name="pay-clearing"),
    path(f"{PAYMENT}/ontvangen/", clearing.confirm, name="confirm-clearing"),
    path(f"{PAYMENT}/niet-ontvangen/", clearing.deny, name="deny-clearing"),
]
