"""Pages of buurtdeals."""
