"""What the bank brings back, and the municipality's own account and cover."""

from typing import Final

from django.utils import timezone
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import once
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from currency.api.serializers import CoverOut
from currency.queries import cover
from settlement import queries
from settlement.api.serializers import (
    BankAccountIn,
    BankAccountOut,
    BankEntryOut,
    BankFileIn,
    BankFileOut,
    DepositIn,
    NoteIn,
)
from settlement.errors import NoBankAccount
from settlement.services.bank_accounts import change_bank_account
from settlement.services.bank_entries import book_as_cover, deposit_by_hand, ignore_entry
from settlement.services.bank_files import import_bank_file, refuse_unless_size

TAG: Final = "bank"


class BankFilesView(ApiView):
    """Files from the bank."""

    needs = {"GET": "see-payouts", "POST": "import-bank-file"}
    parser_classes = [MultiPartParser]
    throttle_scope = "upload"

    @operation("listBankFiles", TAG, answers=BankFileOut(many=True))
    def get(self, request: Request) -> Response:
        """All files, newest first."""
        return self.page(request, queries.bank_files(), BankFileOut)

    @operation("importBankFile", TAG, asks={"multipart/form-data": BankFileIn}, answers=BankFileOut)
    def post(self, request: Request) -> Response:
        """Read a file; the same bytes again answer what was read the first time."""
        upload = body(request, BankFileIn)["file"]
        refuse_unless_size(upload.size)
        found = import_bank_file(raw=upload.read(), by=caller(request), now=timezone.now())
        return Response(BankFileOut(found).data)


class BankEntriesView(ApiView):
    """Movements nobody's payout explains."""

    needs = {"GET": "see-payouts"}

    @operation("listUnmatchedEntries", TAG, answers=BankEntryOut(many=True))
    def get(self, request: Request) -> Response:
        """Movements somebody must still look at, newest first."""
        return self.page(request, queries.unmatched_entries(), BankEntryOut)


class BookView(ApiView):
    """Booking a movement."""

    needs = {"POST": "deposit-cover"}

    @operation("bookBankEntry", TAG, answers=BankEntryOut)
    def post(self, request: Request, entry_id: int) -> Response:
        """Money that came in is set aside for coins. Booking twice is booking once."""
        done = book_as_cover(entry_id=entry_id, by=caller(request), now=timezone.now())
        return Response(BankEntryOut(done).data)


class IgnoreView(ApiView):
    """Passing a movement by."""

    needs = {"POST": "import-bank-file"}

    @operation("ignoreBankEntry", TAG, asks=NoteIn, answers=BankEntryOut)
    def post(self, request: Request, entry_id: int) -> Response:
        """A movement that is no matter of the house, with a word why. Twice is once."""
        done = ignore_entry(
            entry_id=entry_id, by=caller(request), now=timezone.now(), **body(request, NoteIn)
        )
        return Response(BankEntryOut(done).data)


class DepositView(ApiView):
    """Setting euros aside."""

    needs = {"POST": "deposit-cover"}

    @operation("depositCover", TAG, asks=DepositIn, answers=CoverOut, status=201, is_keyed=True)
    def post(self, request: Request) -> Response:
        """Set euros aside that came without a bank file; answers the cover afterwards."""
        asked = body(request, DepositIn)
        with once(request) as key:
            deposit_by_hand(key=key, by=caller(request), now=timezone.now(), **asked)
        return Response(CoverOut(cover()).data, status=201)


class BankAccountView(ApiView):
    """The account payouts are paid from."""

    needs = {"GET": "see-payouts", "PUT": "make-payout-batch"}

    @operation("getBankAccount", TAG, answers=BankAccountOut)
    def get(self, request: Request) -> Response:
        """The account in use. Its number itself never leaves the house."""
        account = queries.active_bank_account()
        if account is None:
            raise NoBankAccount
        return Response(BankAccountOut(account).data)

    @operation("changeBankAccount", TAG, asks=BankAccountIn, answers=BankAccountOut)
    def put(self, request: Request) -> Response:
        """Pay from this account from now on."""
        asked = body(request, BankAccountIn)
        account = change_bank_account(by=caller(request), now=timezone.now(), **asked)
        return Response(BankAccountOut(account).data)
