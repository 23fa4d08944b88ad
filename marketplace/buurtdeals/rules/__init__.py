"""Pure functions of buurtdeals."""
