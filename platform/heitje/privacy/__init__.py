"""What the house knows of people: why, how long, and who sees it. And forgetting it in time."""
