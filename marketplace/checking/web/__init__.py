"""The pages of checking."""
