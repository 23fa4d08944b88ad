"""Check a town's chain of sealed days, with nothing but Python.

    python check_chain.py TODAY.json [KEPT.json]

TODAY is what /api/v1/seals answers now, KEPT such an answer from before. Ends with 1 when not OK.
"""

import hashlib
import json
import sys
from datetime import date, timedelta
from pathlib import Path


def chain_in(path: str) -> list[dict]:
    """The seals in a file, the oldest first."""
    return json.loads(Path(path).read_text(encoding="utf-8"))["seals"]


def wrong_in(chain: list[dict]) -> str | None:
    """What is wrong with a chain by itself; None where nothing is."""
    previous, day = "00" * 32, None
    for seal in chain:
        if day is not None and date.fromisoformat(seal["day"]) != day + timedelta(days=1):
            return f"{day + timedelta(days=1)} is missing"
        line = f"{previous}|{seal['day']}|{seal['transfers']}|{seal['entries']}|{seal['content']}"
        digest = hashlib.sha256(line.encode()).hexdigest()
        if seal["previous"] != previous or seal["digest"] != digest:
            return f"{seal['day']} does not follow from what stands before it"
        previous, day = digest, date.fromisoformat(seal["day"])
    return None


def wrong_beside(chain: list[dict], kept: list[dict]) -> str | None:
    """Where a chain differs from the copy that was kept; None where the copy is its beginning."""
    for position, old in enumerate(kept):
        if position >= len(chain) or chain[position] != old:
            return f"{old['day']} is not what the kept copy says"
    return None


def main(paths: list[str]) -> int:
    """Check the first file by itself, and beside the second one where there is one."""
    chain = chain_in(paths[0])
    wrong = wrong_in(chain) or (wrong_beside(chain, chain_in(paths[1])) if paths[1:] else None)
    sys.stdout.write(f"NOT OK: {wrong}\n" if wrong else f"OK: {len(chain)} days\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if len(sys.argv) > 1 else __doc__)
