"""Tasks of the assembly: fan a task out over all tenants, and tell what the outbox holds."""

from celery import current_app, shared_task
from django.utils import timezone
from django_tenants.utils import schema_context

from heitje.privacy.forgetting import forget_what_is_over
from tenants.queries import all_tenants
from tenants.trail import services as trail


@shared_task(ignore_result=True)
def in_every_tenant(task_name: str) -> int:
    """Send one task a tenant, in that tenant's schema; returns how many were sent."""
    schemas = [tenant.schema_name for tenant in all_tenants()]
    for schema in schemas:
        with schema_context(schema):
            current_app.send_task(task_name)
    return len(schemas)


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=60)
def relay_outbox() -> int:
    """Tell the waiting events of the current tenant; returns how many. Safe to run twice."""
    return trail.relay_outbox(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=280)
def forget() -> int:
    """Forget what the current tenant has kept long enough; returns how much. Beat: each night."""
    return sum(forget_what_is_over(now=timezone.now()).values())
