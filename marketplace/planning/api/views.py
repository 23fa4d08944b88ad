"""Patterns, copies, series and one's own agenda, for programs."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import once
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from marketplace.api.serializers import KlusOut
from marketplace.planning import queries
from marketplace.planning.api.serializers import (
    AgendaOut,
    CopyIn,
    KlusTemplateOut,
    LeaveOutIn,
    OccurrenceOut,
    SeriesIn,
    SeriesOut,
    TemplateIn,
)
from marketplace.planning.services.agenda import put_agenda_away, renew_agenda
from marketplace.planning.services.series import leave_out, start_series, stop_series
from marketplace.planning.services.templates import copy_klus, keep_template, put_template_away
from marketplace.rules.moments import Moment

TAG: Final = "klussen"


class TemplatesView(ApiView):
    """Patterns, and keeping one."""

    needs = {"GET": "publish-klus", "POST": "publish-klus"}

    @operation("listTemplates", TAG, answers=KlusTemplateOut(many=True))
    def get(self, request: Request) -> Response:
        """Patterns by name."""
        return self.page(request, queries.templates(), KlusTemplateOut)

    @operation("keepTemplate", TAG, asks=TemplateIn, answers=KlusTemplateOut, status=201)
    def post(self, request: Request) -> Response:
        """Keep a klus under a name, to make others from."""
        told = body(request, TemplateIn)
        made = keep_template(
            klus_id=told["klus"], name=told["name"], actor=caller(request), now=timezone.now()
        )
        return Response(KlusTemplateOut(made).data, status=201)


class TemplateView(ApiView):
    """One pattern."""

    needs = {"DELETE": "publish-klus"}

    @operation("putTemplateAway", TAG, answers={204: None}, status=204)
    def delete(self, request: Request, template_id: int) -> Response:
        """Put a pattern away; what was made from it stays."""
        put_template_away(template_id=template_id, actor=caller(request))
        return Response(status=204)


class CopyView(ApiView):
    """Copying a klus."""

    needs = {"POST": "publish-klus"}

    @operation("copyKlus", TAG, asks=CopyIn, answers=KlusOut, status=201, is_keyed=True)
    def post(self, request: Request, klus_id: int) -> Response:
        """A draft like another klus or a pattern, at moments of its own."""
        told = body(request, CopyIn)
        told["moments"] = [Moment(**moment) for moment in told["moments"]]
        with once(request) as key:
            made = copy_klus(
                key=key, klus_id=klus_id, actor=caller(request), now=timezone.now(), **told
            )
        return Response(KlusOut(made).data, status=201)


class AllSeriesView(ApiView):
    """Klussen that come back, and letting one."""

    needs = {"GET": "publish-klus", "POST": "publish-klus"}

    @operation("listSeries", TAG, answers=SeriesOut(many=True))
    def get(self, request: Request) -> Response:
        """Series, those that run first."""
        return self.page(request, queries.series_of_console(), SeriesOut)

    @operation("startSeries", TAG, asks=SeriesIn, answers=SeriesOut, status=201, is_keyed=True)
    def post(self, request: Request) -> Response:
        """Let a klus come back: what is due is put up at once, with its reward set aside."""
        told = body(request, SeriesIn)
        with once(request) as key:
            made = start_series(
                key=key, klus_id=told.pop("klus"), actor=caller(request), now=timezone.now(),
                **told,
            )  # fmt: skip
        return Response(SeriesOut(made).data, status=201)


class SeriesView(ApiView):
    """One series."""

    needs = {"GET": "publish-klus"}

    @operation("getSeries", TAG, answers=SeriesOut)
    def get(self, request: Request, series_id: int) -> Response:
        """A klus that comes back."""
        return Response(SeriesOut(queries.series(series_id)).data)


class OccurrencesView(ApiView):
    """The times of a series."""

    needs = {"GET": "publish-klus"}

    @operation("listOccurrences", TAG, answers=OccurrenceOut(many=True))
    def get(self, request: Request, series_id: int) -> Response:
        """What was made and is not over, soonest first."""
        found = queries.coming_occurrences(queries.series(series_id), now=timezone.now())
        return self.page(request, found, OccurrenceOut)


class StopView(ApiView):
    """Stopping a series."""

    needs = {"POST": "publish-klus"}

    @operation("stopSeries", TAG, answers=SeriesOut)
    def post(self, request: Request, series_id: int) -> Response:
        """No more times; what is put up stays. Twice is once."""
        done = stop_series(series_id=series_id, actor=caller(request), now=timezone.now())
        return Response(SeriesOut(done).data)


class LeaveOutView(ApiView):
    """Leaving one time out."""

    needs = {"POST": "publish-klus"}

    @operation("leaveOut", TAG, asks=LeaveOutIn, answers=SeriesOut)
    def post(self, request: Request, series_id: int) -> Response:
        """One time is not held. Twice is once."""
        day = body(request, LeaveOutIn)["day"]
        wall = datetime.combine(day, queries.series(series_id).begins_at)
        leave_out(series_id=series_id, wall=wall, actor=caller(request), now=timezone.now())
        return Response(SeriesOut(queries.series(series_id)).data)


class AgendaView(ApiView):
    """One's own agenda."""

    needs = {"GET": "", "POST": "", "DELETE": ""}

    @operation("getAgenda", TAG, answers=AgendaOut)
    def get(self, request: Request) -> Response:
        """Where the caller's klussen are read as iCalendar; null when nowhere."""
        found = queries.agenda_address(caller(request))
        return Response({"url": _url(request, found.secret) if found else None})

    @operation("renewAgenda", TAG, answers=AgendaOut)
    def post(self, request: Request) -> Response:
        """A new secret address; the old one finds nothing any more."""
        made = renew_agenda(person=caller(request), now=timezone.now())
        return Response({"url": _url(request, made.secret)})

    @operation("putAgendaAway", TAG, answers={204: None}, status=204)
    def delete(self, request: Request) -> Response:
        """No address any more. Twice is once."""
        put_agenda_away(person=caller(request))
        return Response(status=204)


def _url(request: Request, secret: str) -> str:
    return request.build_absolute_uri(reverse("marketplace:agenda-file", args=[secret]))
