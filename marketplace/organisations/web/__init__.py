"""The pages of organisations: asking to take part, their people, and the municipality's side."""
