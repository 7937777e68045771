"""A push service of our own, over TLS, that says what a test tells it to; and browsers that read what it carried."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

from programs.models import PushSubscription
from programs.notices.reaching import Reach
from programs.notices.sealed import plain, unpadded

HOST = "push.test"
HOUSE_KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
Said = tuple[int, dict[str, str]]


class Browser:
    """One that takes messages: the half of its key that never leaves it, and its secret."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"sixteen bytes it"

    @property
    def key(self) -> bytes:
        return self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def told(self, endpoint: str) -> dict[str, Any]:
        return {"endpoint": endpoint, "keys": {"p256dh": plain(self.key), "auth": plain(self.secret)}}

    def reads(self, body: bytes) -> dict[str, str]:
        """What stands in *body*, worked out from the receiver's side of RFC 8291."""
        salt, size, named = body[:16], int.from_bytes(body[16:20]), body[20]
        theirs, sealed = body[21 : 21 + named], body[21 + named :]
        assert len(sealed) <= size
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        info = b"WebPush: info\0" + self.key + theirs
        both = HKDF(hashes.SHA256(), 32, self.secret, info).derive(self._key.exchange(ec.ECDH(), point))
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(both)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(both)
        record = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert record.endswith(b"\x02")
        found: dict[str, str] = json.loads(record[:-1])
        return found


class Service:
    """What arrived, by path. *answer* says what each path is answered; a path below /hang/ is answered by nothing."""

    def __init__(self, answer: Callable[[str, int], Said]) -> None:
        self.answer = answer
        self.arrived: list[tuple[str, dict[str, str], bytes]] = []
        self.over = threading.Event()
        self.port = 0
        self.context = ssl.create_default_context()

    def at(self, path: str) -> str:
        return f"https://{HOST}:{self.port}/{path}"

    def phone(self, runner: Any, path: str, browser: Browser | None = None, **more: Any) -> PushSubscription:
        """A phone of *runner* whose messages come here."""
        browser = browser or Browser()
        keys = {"key": plain(browser.key), "secret": plain(browser.secret)}
        return PushSubscription.objects.create(runner=runner, name=path, endpoint=self.at(path), **keys, **more)

    @property
    def reach(self) -> Reach:
        """As far as this machine, and believing the certificate of this service alone."""
        return Reach(lambda host, port: ("127.0.0.1",), lambda: self.context, 1.5)

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.arrived]


def taken(path: str, number: int) -> Said:
    """Takes everything."""
    return 201, {}


def claims_of(authorization: str) -> dict[str, Any]:
    """What the house vouches with in *authorization*; fails where the signature is of another key."""
    scheme, _, rest = authorization.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    head, body, signature = parts["t"].split(".")
    assert (scheme, json.loads(unpadded(head))["alg"]) == ("vapid", "ES256")
    raw = unpadded(signature)
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpadded(parts["k"]))
    r, s = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
    key.verify(utils.encode_dss_signature(r, s), f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256()))
    found: dict[str, Any] = json.loads(unpadded(body))
    return found


def certified(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """How a server proves that it is HOST, and how somebody believes it and no other."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(hours=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
    signed = made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    file = folder / "certificate.pem"
    file.write_bytes(signed + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file)
    return serving, ssl.create_default_context(cadata=signed.decode())


@contextmanager
def push_service(folder: Path, answer: Callable[[str, int], Said] = taken) -> Iterator[Service]:
    """A push service that listens, until it is over."""
    service = Service(answer)
    serving, service.context = certified(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            path = self.path.lstrip("/")
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.arrived.append((path, dict(self.headers.items()), body))
            if path.startswith("hang"):
                service.over.wait(20)
                return
            if path.startswith("drip"):
                while not service.over.is_set():
                    self.wfile.write(b"H")
                    time.sleep(0.05)
                return
            status, headers = service.answer(path, service.paths.count(path))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Somebody hung up on one that hangs: as it should be."""

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = serving.wrap_socket(server.socket, server_side=True)
    service.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield service
    finally:
        service.over.set()
        server.shutdown()
        server.server_close()
