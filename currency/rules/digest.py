"""The digest of a document of rules: two documents that say the same have the same one. Pure."""

import hashlib
import json
from collections.abc import Mapping


def document_digest(document: Mapping[str, object]) -> bytes:
    """The sha256 of the document as canonical JSON: keys in order, no spaces, UTF-8."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).digest()
