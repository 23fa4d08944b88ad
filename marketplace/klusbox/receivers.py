"""What the klusbox tells people."""
