"""The rules of a currency: one typed document and pure verdicts. No database, no clock."""
