"""Seeing what runs: logs, errors, figures and health, none of them with personal data."""
