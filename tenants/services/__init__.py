"""Commands about tenants, hosts and agreements; all of them write in the public schema."""

from tenants.services.agreements import (
    approve_agreement,
    decline_agreement,
    propose_agreement,
    suspend_agreement,
)
from tenants.services.tenants import (
    create_region,
    create_tenant,
    keep_public_faces,
    tenant_created,
)

__all__ = [
    "approve_agreement",
    "create_region",
    "create_tenant",
    "decline_agreement",
    "keep_public_faces",
    "propose_agreement",
    "suspend_agreement",
    "tenant_created",
]
