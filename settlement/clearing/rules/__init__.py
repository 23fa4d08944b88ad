"""Pure rules of clearing: debts in, debts or payments out. Whole cents, no database, no clock."""
