"""What a shop offers: deals, its own page, paying partly, and what hangs on its window."""
