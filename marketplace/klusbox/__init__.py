"""The klusbox: boxes with tools at places in town, lent to residents and taken back."""
