"""Who: tenants, hosts, regions, agreements, people, roles and the trail. Needs no other room."""
