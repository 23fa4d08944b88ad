"""The signs of every code that people read over a counter and type."""

from typing import Final

# No 0 O 1 I L: they are misread from a screen or from paper.
CODE_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
