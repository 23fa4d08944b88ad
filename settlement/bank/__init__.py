"""Bank formats, pure: values in, bytes out, and the other way round. No database, no settings."""
