"""People of one tenant: persons, parties, neighbourhoods and roles, in the tenant's own schema."""
