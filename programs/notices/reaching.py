"""Taking a message to an address that a stranger has named: over https, to public addresses, for seconds, no further.

The address that was looked at is the one that is connected to, so a name that changes its mind leads nowhere else.
"""

import socket
import ssl
from collections.abc import Callable, Mapping
from functools import cache
from http.client import HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import urlsplit

import msgspec

# Of one message: the longest wait for a connection, and for everything.
CONNECT_SECONDS, ALL_SECONDS = 3.0, 6.0
MOST_ADDRESSES = 3
LONGEST_SAID = 200
LONGEST_WAIT = 24 * 60 * 60
# Where machines without the old addresses find them.
TRANSLATED = IPv6Network("64:ff9b::/96")


class UnreachableError(OSError):
    """An address that nothing is sent to, now or later; the text says why, and nothing of what lies behind it."""


class Letter(msgspec.Struct, frozen=True):
    """What is posted, and where to."""

    to: str
    headers: Mapping[str, str]
    body: bytes


class Answer(msgspec.Struct, frozen=True):
    """What the other side said; *wait* is the seconds after which it wants to be asked again, 0 where it named none."""

    status: int
    said: str
    wait: int = 0


def public_addresses(host: str, port: int) -> tuple[str, ...]:
    """The addresses of *host*. UnreachableError where one of them is not open to everybody: no name leads into a
    private network, and none half into one.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as fault:
        raise UnreachableError("its address is no name of the internet") from fault
    addresses = tuple(dict.fromkeys(str(place[0]) for *_, place in found))
    if not all(map(is_public, addresses)):
        raise UnreachableError("its address does not lead into the public internet")
    return addresses


def is_public(address: str) -> bool:
    """Whether everybody may reach *address*: no private, own, neighbouring or reserved one, none for many at once, and
    none that only wraps another.
    """
    found: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(found, IPv6Address):
        if found in TRANSLATED:
            found = IPv4Address(int(found) & 0xFFFF_FFFF)
        elif found.ipv4_mapped or found.sixtofour or found.teredo or found.is_site_local:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


@cache
def _usual_context() -> ssl.SSLContext:
    return ssl.create_default_context()


class Reach(msgspec.Struct, frozen=True):
    """How far messages go: *addresses* tells where a host may be reached, or refuses; *context* whom to believe that
    they are that host.
    """

    addresses: Callable[[str, int], tuple[str, ...]] = public_addresses
    context: Callable[[], ssl.SSLContext] = _usual_context
    seconds: float = ALL_SECONDS


PUBLIC = Reach()


class _Connection(HTTPSConnection):
    """To the addresses it was given and to no other, whatever its host's name means by then."""

    def __init__(self, host: str, port: int, reach: Reach) -> None:
        super().__init__(host, port, timeout=min(CONNECT_SECONDS, reach.seconds))
        self._reach = reach
        self.is_over = False

    def connect(self) -> None:
        """Connect to the first address that answers, and prove the host's name."""
        addresses = self._reach.addresses(self.host, self.port)[:MOST_ADDRESSES]
        plain = self._first_of(addresses)
        self.sock = self._reach.context().wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        if self.is_over:
            raise TimeoutError
        self.sock.settimeout(self._reach.seconds)
        self.sock.do_handshake()

    def _first_of(self, addresses: tuple[str, ...]) -> socket.socket:
        fault = OSError("no address")
        for address in addresses:
            try:
                return socket.create_connection((address, self.port), self.timeout)
            except OSError as problem:
                fault = problem
        raise fault

    def cut(self) -> None:
        """End it under whoever waits for it, so that no drop by drop goes on for ever."""
        self.is_over = True
        if (held := self.sock) is not None:
            try:
                socket.socket.shutdown(held, socket.SHUT_RDWR)
            except OSError:
                return  # it has ended by itself


def post(letter: Letter, reach: Reach = PUBLIC) -> Answer:
    """Take *letter* where it goes, once, following nobody elsewhere, and tell what was answered.

    UnreachableError where nothing may be sent to; any other OSError where nobody answered in time, or not in HTTP.
    """
    parts = urlsplit(letter.to)
    if parts.scheme != "https" or not parts.hostname:
        raise UnreachableError("its address does not begin with https")
    connection = _Connection(parts.hostname, parts.port or 443, reach)
    patience = Timer(reach.seconds, connection.cut)
    patience.daemon = True
    patience.start()
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        connection.request("POST", path, letter.body, dict(letter.headers))
        answer = connection.getresponse()
        said = f"{answer.status} {answer.reason} {answer.read(LONGEST_SAID).decode(errors='replace')}"
        return Answer(answer.status, _printable(said), _seconds_in(answer.headers.get("Retry-After", "")))
    except UnreachableError:
        raise
    except (OSError, HTTPException) as fault:
        if connection.is_over or isinstance(fault, TimeoutError):
            raise TimeoutError(f"no answer within {reach.seconds:g} seconds") from fault
        raise OSError(f"no answer ({type(fault).__name__})") from fault
    finally:
        patience.cancel()
        connection.close()


def _printable(said: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in said).split())[:LONGEST_SAID]


def _seconds_in(given: str) -> int:
    """The seconds that a `Retry-After` names; 0 where it names a date, which push services do not."""
    return min(int(given[:9]), LONGEST_WAIT) if given.isascii() and given.isdigit() else 0
