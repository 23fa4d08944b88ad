"""Pure rules of the marketplace: values in, an answer or a refusal out. No database, no clock."""
