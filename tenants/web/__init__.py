"""Pages about agreements: the coordinator proposes, each municipality says yes or no."""
