"""Pure rules of settlement: values in, an answer out. No database, no clock of their own."""
