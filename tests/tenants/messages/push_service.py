"""A push service and a browser behind it, on this machine, written after the standards.

RFC 8030: what a request to push looks like and what the answers are. RFC 8291 and RFC 8188: how the
message is sealed for one browser. RFC 8292: how the sender says who it is. A request that breaks
one of them is answered 400 and its fault kept.
"""

import json
import os
import struct
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tenants.messages.channels.push_key import decoded, encoded

HEADER = struct.Struct("!16sIB")  # salt, record size, length of the key id (RFC 8188, 2.1)
A_DAY_S = 24 * 60 * 60


def a_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def point(key) -> bytes:
    """A public key as 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


@dataclass
class Browser:
    """One subscription: its keys, and what it could open."""

    path: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=a_key)
    auth: bytes = field(default_factory=lambda: os.urandom(16))
    shown: list[dict] = field(default_factory=list)

    @property
    def public_key(self) -> str:
        return encoded(point(self.key.public_key()))

    @property
    def secret(self) -> str:
        return encoded(self.auth)

    def open(self, body: bytes) -> bytes:
        """The message in one record (RFC 8291, section 3.4; RFC 8188, section 2)."""
        salt, size, id_length = HEADER.unpack_from(body)
        sender = body[HEADER.size : HEADER.size + id_length]
        sealed = body[HEADER.size + id_length :]
        assert id_length == 65, "the key id is the sender's public key"
        assert len(sealed) <= size, "a push is one record"
        shared = self.key.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        )
        info = b"WebPush: info\0" + point(self.key.public_key()) + sender
        seed = hkdf(shared, self.auth, info, 32)
        content_key = hkdf(seed, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = hkdf(seed, salt, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(content_key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert plain[-1:] == b"\2", "the last record ends with a two"
        return plain[:-1]


class PushService:
    """Serves browsers at addresses of its own; `answer` overrules what it says next."""

    def __init__(self) -> None:
        self.browsers: dict[str, Browser] = {}
        self.headers: list[dict[str, str]] = []
        self.faults: list[str] = []
        self.keys: list[str] = []
        self.answer: tuple[int, dict[str, str]] | None = None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))

    def __enter__(self) -> "PushService":
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def subscribe(self) -> Browser:
        """A new browser, and nobody else knows its address."""
        found = Browser(f"/push/{encoded(os.urandom(12))}")
        self.browsers[found.path] = found
        return found

    def address(self, browser: Browser) -> str:
        return self.origin + browser.path

    def push(self, path: str, headers: dict[str, str], body: bytes) -> int:
        """The status of RFC 8030, section 5, for one request."""
        if path not in self.browsers:
            return 404
        try:
            self._check(headers)
            told = json.loads(self.browsers[path].open(body))
        except (AssertionError, InvalidSignature, KeyError, ValueError) as fault:
            self.faults.append(repr(fault))
            return 400
        if len(body) > 4096:
            return 413
        self.browsers[path].shown.append(told)
        return 201

    def _check(self, headers: dict[str, str]) -> None:
        assert headers["content-encoding"] == "aes128gcm"
        assert headers["ttl"].isdigit(), "RFC 8030, section 5.2: TTL is required"
        topic = headers.get("topic", "")
        assert len(topic) <= 32, "RFC 8030, section 5.4"
        assert set(topic) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
        assert headers.get("urgency", "normal") in {"very-low", "low", "normal", "high"}
        self._check_sender(headers["authorization"])

    def _check_sender(self, text: str) -> None:
        """The token of RFC 8292, section 2, signed with ES256."""
        scheme, _, parameters = text.partition(" ")
        assert scheme.lower() == "vapid"
        known = dict(one.strip().split("=", 1) for one in parameters.split(","))
        head, claims, signature = known["t"].split(".")
        assert json.loads(decoded(head))["alg"] == "ES256"
        raw = decoded(signature)
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(known["k"]))
        halves = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        signed = f"{head}.{claims}".encode()
        key.verify(encode_dss_signature(*halves), signed, ec.ECDSA(hashes.SHA256()))
        told = json.loads(decoded(claims))
        assert told["aud"] == self.origin
        assert time.time() < told["exp"] <= time.time() + A_DAY_S
        assert told["sub"].startswith(("mailto:", "https:"))
        self.keys.append(known["k"])


def _handler(service: PushService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            service.headers.append(headers)
            status, more = service.answer or (service.push(self.path, headers, body), {})
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            if status == 201:
                self.send_header("Location", f"{service.origin}/message/1")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    return Handler
