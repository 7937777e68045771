"""What a push service carries and cannot read, and how it knows who sent it: RFC 8291 and RFC 8292 on `cryptography`.

Import this where something is sealed and not before: it takes 8 MiB, which a process that sends nothing need not hold.
"""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
SALT_BYTES, NUMBER_BYTES = 16, 32
RECORD_BYTES = 4096
# Records are filled up to a multiple of this, so that their length tells nothing of the words in them.
FILLED_TO = 1024
# What every push service takes is 4,096 bytes (RFC 8291, section 4): 86 are the head and 16 the seal.
LONGEST_RECORD = RECORD_BYTES - 86 - 16


def record_of(message: bytes) -> bytes:
    """*message* with its end mark and what fills it up (RFC 8188, section 2). ValueError where it is too long."""
    if len(message) >= LONGEST_RECORD:
        raise ValueError(f"a message has {len(message)} bytes, {LONGEST_RECORD - 1} at most")
    length = -(-(len(message) + 1) // FILLED_TO) * FILLED_TO
    return (message + b"\x02").ljust(min(length, LONGEST_RECORD), b"\0")


def seal(
    record: bytes, *, key: str, secret: str, salt: bytes = b"", own: ec.EllipticCurvePrivateKey | None = None
) -> bytes:
    """*record* for whoever holds the other half of *key* and the *secret*, both as a browser tells them: `p256dh` and
    `auth`, in base64url. *salt* and *own* are chosen anew for each message; only a known answer names them.

    ValueError for a *key* that is no point of the curve.
    """
    salt, own = salt or secrets.token_bytes(SALT_BYTES), own or ec.generate_private_key(CURVE)
    theirs, ours = point_of(key), written(own.public_key())
    shared = own.exchange(ec.ECDH(), theirs)
    both = _derived(shared, unpadded(secret), b"WebPush: info\0" + written(theirs) + ours, NUMBER_BYTES)
    content_key = _derived(both, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(both, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD_BYTES.to_bytes(4) + len(ours).to_bytes(1) + ours
    return head + AESGCM(content_key).encrypt(nonce, record, None)


def _derived(shared: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(shared)


def point_of(key: str) -> ec.EllipticCurvePublicKey:
    """The public key that *key* writes; ValueError where it is none."""
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unpadded(key))


def written(key: ec.EllipticCurvePublicKey) -> bytes:
    """*key* as 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@cache
def signer(private_key: str) -> ec.EllipticCurvePrivateKey:
    """The key that VAPID_PRIVATE_KEY writes: 32 bytes in base64url."""
    return ec.derive_private_key(int.from_bytes(unpadded(private_key)), CURVE)


def public_half(private_key: str) -> str:
    """What a browser is told of *private_key*, so that it takes messages of nobody else."""
    return plain(written(signer(private_key).public_key()))


def vouched(private_key: str, *, audience: str, contact: str, until: int) -> str:
    """The `Authorization` that says who sends, to the origin *audience* and until then, in seconds since 1970, and how
    whoever runs a push service may reach them.
    """
    claims = {"aud": audience, "exp": until, "sub": contact}
    token = ".".join(plain(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(signer(private_key).sign(token.encode(), ec.ECDSA(SHA256())))
    signature = plain(r.to_bytes(NUMBER_BYTES) + s.to_bytes(NUMBER_BYTES))
    return f"vapid t={token}.{signature}, k={public_half(private_key)}"


def plain(given: bytes) -> str:
    """*given* in base64url, without the signs that only fill up."""
    return urlsafe_b64encode(given).rstrip(b"=").decode()


def unpadded(text: str) -> bytes:
    """What base64url *text* writes, with or without the signs that fill up; ValueError where it is none."""
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
