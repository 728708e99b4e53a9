"""Connections that look where they lead: what a public page names must not lead into somebody's own network.

The address is looked at after the connection stands and before a byte is sent, so that no second answer of a name server can
lead elsewhere than the one that was checked.
"""

from __future__ import annotations

import ipaddress
import socket

from urllib3 import PoolManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.response import HTTPResponse

from .deadline import watch
from .trouble import NotFetchedError


class PrivateAddressError(NotFetchedError):
    """The host has a private address."""


def is_public(address: str) -> bool:
    """Whether the IP address is one of the open internet.

    >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
    return bool(inner.is_global and not inner.is_multicast)


def _is_link_local(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    return bool((getattr(ip, "ipv4_mapped", None) or ip).is_link_local)


def _check(sock: socket.socket, host: str, *, private: bool) -> socket.socket:
    """The socket, if its other end may be asked; private: the open internet and one's own network, but no neighbour by link."""
    peer = str(sock.getpeername()[0])
    if is_public(peer) or (private and not _is_link_local(peer)):
        return watch(sock)
    sock.close()
    raise PrivateAddressError(
        f"{host} has the private address {peer}",
        "a public feed must not lead there; if it is meant, name that address itself as a feed",
        lasting=True,
    )


class _Checked(HTTPConnection):
    """What both kinds of connections do: that of HTTPS is one of HTTP."""

    private = False

    def _new_conn(self) -> socket.socket:
        return _check(super()._new_conn(), self.host, private=self.private)

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        watch(self.sock)  # one that was kept from an earlier request
        return super().getresponse()


class _PublicHTTP(_Checked):
    pass


class _PublicHTTPS(_Checked, HTTPSConnection):
    pass


class _OwnHTTP(_PublicHTTP):
    private = True


class _OwnHTTPS(_PublicHTTPS):
    private = True


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicHTTP


class _PublicSecurePool(HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPS


class _OwnPool(HTTPConnectionPool):
    ConnectionCls = _OwnHTTP


class _OwnSecurePool(HTTPSConnectionPool):
    ConnectionCls = _OwnHTTPS


def make_pools(timeout: float, *, private: bool) -> PoolManager:
    """Connections that are kept for the next request to a host; no retries and no redirects of their own."""
    pools = PoolManager(num_pools=32, maxsize=1, retries=False, timeout=Timeout(connect=timeout, read=timeout))
    pools.pool_classes_by_scheme = (
        {"http": _OwnPool, "https": _OwnSecurePool} if private else {"http": _PublicPool, "https": _PublicSecurePool}
    )
    return pools
