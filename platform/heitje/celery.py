"""Celery, tenant-aware: a task runs in the schema it was sent from; beat fans out over tenants."""

import os
from typing import Final

from celery.schedules import crontab
from django.conf import settings
from tenant_schemas_celery.app import CeleryApp

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heitje.settings")

# The demo's visitors want to see the bank answer.
ASK_BANK_S: Final = 60.0 if settings.DEMO else 300.0

app = CeleryApp("heitje")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["heitje"])
app.conf.beat_schedule = {
    "relay-outbox": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": 5.0,
        "args": ["heitje.tasks.relay_outbox"],
    },
    "lapse-holds": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": 60.0,
        "args": ["currency.tasks.lapse_holds"],
    },
    # What was approved together counts when its ten minutes are over.
    "settle-batches": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": 60.0,
        "args": ["marketplace.checking.tasks.settle_batches"],
    },
    "close-past-klussen": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": 3600.0,
        "args": ["marketplace.tasks.close_past_klussen"],
    },
    "mark-missed": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": 3600.0,
        "args": ["marketplace.tasks.mark_missed"],
    },
    "finish-klussen": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": 3600.0,
        "args": ["marketplace.tasks.finish_klussen"],
    },
    "keep-waiting-lists": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": 3600.0,
        "args": ["marketplace.tasks.keep_waiting_lists"],
    },
    "use-account-changes": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(minute="*/10"),
        "args": ["marketplace.tasks.use_account_changes"],
    },
    "klusbox-keep-time": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(minute="*/15"),
        "args": ["marketplace.klusbox.tasks.keep_time"],
    },
    # Each hour of the night: a town with more series than one run makes is done by morning.
    "make-occurrences": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(hour="1-5", minute=15),
        "args": ["marketplace.planning.tasks.make_occurrences"],
    },
    "keep-buurtdeals": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(hour=4, minute=40),
        "args": ["marketplace.buurtdeals.tasks.keep_buurtdeals"],
    },
    # Coins are good to the end of their last day.
    "expire-coins": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(hour=0, minute=30),
        "args": ["currency.tasks.expire_coins"],
    },
    "tell-of-expiry": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(hour=9, minute=5),
        "args": ["currency.tasks.tell_of_expiry"],
    },
    # On the first of the month, and twice more for a night that was left out.
    "take-demurrage": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(day_of_month="1-3", hour=0, minute=50),
        "args": ["currency.tasks.take_demurrage"],
    },
    # More than once, for a worker that was away: nobody hears of one week twice.
    "tell-the-week": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(day_of_week="mon", hour="8-12", minute=10),
        "args": ["marketplace.tasks.tell_the_week"],
    },
    "tell-of-the-end": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(hour=9, minute=15),
        "args": ["currency.tasks.tell_of_the_end"],
    },
    # After the last redemption of the night.
    "wind-down": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(hour=3, minute=30),
        "args": ["currency.tasks.wind_down"],
    },
    # Well past midnight: what was begun before it is posted by then.
    "seal-days": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(hour=2, minute=10),
        "args": ["currency.tasks.seal_days"],
    },
    "return-budgets": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(hour=1, minute=40),
        "args": ["currency.tasks.return_budgets"],
    },
    "keep-cover-days": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(hour=2, minute=20),
        "args": ["currency.tasks.keep_cover_days"],
    },
    "watch-figures": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(minute=40),
        "args": ["currency.tasks.watch_figures"],
    },
    "name-the-coin": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(minute="*/5"),
        "args": ["currency.tasks.name_the_coin"],
    },
    "pay-contributions": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(minute=25),
        "args": ["currency.tasks.pay_contributions"],
    },
    "redeem-due": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(hour=2, minute=30),
        "args": ["settlement.tasks.redeem_due"],
    },
    "forget": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": crontab(hour=4, minute=20),
        "args": ["heitje.tasks.forget"],
    },
    "deliver-released": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": 60.0,
        "args": ["settlement.tasks.deliver_released"],
    },
    "collect-folder": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": 60.0,
        "args": ["settlement.tasks.collect_folder"],
    },
    "collect-bank": {
        "task": "heitje.tasks.in_every_tenant",
        "schedule": ASK_BANK_S,
        "args": ["settlement.tasks.collect_bank"],
    },
}
