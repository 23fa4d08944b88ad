"""The trail: what somebody did (audit) and what must still be told (outbox), in every schema."""
