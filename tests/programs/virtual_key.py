"""A device that keeps one passkey and signs with it, made of the parts of python-fido2: what a browser would send."""

import json
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class VirtualKey:
    """One passkey: *counts* up with each signature, unless the device keeps no count."""

    def __init__(self, *, name: bytes = b"n" * 16, counts: bool = True, verifies: bool = True) -> None:
        self._secret = generate_private_key(SECP256R1())
        self._name, self._counts, self.uses = name, counts, 0
        self._flags = PRESENT | (VERIFIED if verifies else 0)

    def makes(self, options: dict[str, Any], *, origin: str = "https://testserver") -> str:
        """The answer to a question of a house that wants to keep this key."""
        asked = options["publicKey"]
        public = ES256.from_cryptography_key(self._secret.public_key())
        credential = AttestedCredentialData.create(Aaguid(bytes(16)), self._name, public)
        data = self._data(asked["rp"]["id"], ATTESTED, credential)
        attested = AttestationObject.create("none", data, {})
        client = self._client("webauthn.create", asked["challenge"], origin)
        return self._answer({"clientDataJSON": client, "attestationObject": bytes(attested)})

    def signs(self, options: dict[str, Any], *, origin: str = "https://testserver") -> str:
        """The answer to a question of a house that wants to know who is there."""
        asked = options["publicKey"]
        data = self._data(asked["rpId"], 0)
        client = self._client("webauthn.get", asked["challenge"], origin)
        signature = self._secret.sign(data + sha256(client).digest(), ECDSA(SHA256()))
        return self._answer({"clientDataJSON": client, "authenticatorData": bytes(data), "signature": signature})

    def _data(self, host: str, flags: int, credential: bytes = b"") -> AuthenticatorData:
        self.uses += self._counts
        made: AuthenticatorData = AuthenticatorData.create(
            sha256(host.encode()).digest(), self._flags | flags, self.uses, credential
        )
        return made

    def _client(self, kind: str, challenge: str, origin: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}).encode()

    def _answer(self, response: dict[str, bytes]) -> str:
        name = websafe_encode(self._name)
        told = {part: websafe_encode(value) for part, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": told})
