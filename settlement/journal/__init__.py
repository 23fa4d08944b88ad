"""The municipality's journal: what the coin means for the books in euros, ready to be exported."""
