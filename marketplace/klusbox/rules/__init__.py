"""Rules of the klusbox: pure."""
