"""Words, sums, times and drawings of the pages; built into every template."""
