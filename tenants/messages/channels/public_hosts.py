"""Asking hosts outside that somebody else named: by https, at public addresses, without detours.

Who the name leads to is looked at on the connection itself, before a byte goes over it: a name
that changed its mind since it was checked gets no further.
"""

import socket
from ipaddress import ip_address
from typing import Any, Final

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool

MOST_READ: Final = 2_048


class NotPublic(OSError):  # noqa: N818 - it says what was found
    """The name leads to an address inside: of this machine, or of the network around it."""


def refuse_unless_public(address: str) -> None:
    """Raises NotPublic for an IP address that is not of the public internet."""
    found = ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or found
    if not mapped.is_global or mapped.is_multicast:
        raise NotPublic


class _Connection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        line = super()._new_conn()
        try:
            refuse_unless_public(line.getpeername()[0])
        except NotPublic:
            line.close()
            raise
        return line


class _Pool(HTTPSConnectionPool):
    ConnectionCls = _Connection


class _PublicAdapter(HTTPAdapter):
    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **more: Any
    ) -> None:
        self.poolmanager = PoolManager(
            num_pools=connections, maxsize=maxsize, block=block, retries=False, **more
        )
        self.poolmanager.pool_classes_by_scheme = {"https": _Pool}


class OutsideSession(requests.Session):
    """Follows no redirect, uses no proxy of the environment, reads a short answer alone."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        if not settings.PUSH_ANY_HOST:
            self.adapters.clear()
            self.mount("https://", _PublicAdapter())

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """One question; its answer is cut off after two kilobytes."""
        answer = super().request(*args, **{**kwargs, "allow_redirects": False, "stream": True})
        with answer:
            answer._content = answer.raw.read(MOST_READ, decode_content=False)
        return answer
