"""Pages of the currency: paying a request, the receipt, the statement."""
