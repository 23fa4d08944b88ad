"""Commands of the klusbox, a module per family."""
