"""Signing in with a key that a device keeps: a question to sign, and what the signature proves.

A question is asked once and answered once. What is asked and answered is WebAuthn's, as a browser gives it in JSON; who
checks it is python-fido2.
"""

import json
import struct
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from fido2.rpid import verify_rp_id
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from programs.models import Passkey, User
from programs.models.passkeys import LONGEST_NAME
from programs.selectors.passkeys import passkeys_of

MOST_PASSKEYS = 10
LONGEST_ANSWER = 16_384
HOUSE = "Strideback"
# Whatever stands in an answer, it is bytes of a stranger: these are what its parts raise when they are not in order.
UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    OverflowError,
    RuntimeError,  # a kind of key that nothing here can check, values within values without end
    struct.error,
)


class PasskeyError(ValueError):
    """An answer that proves nothing. Why is nobody's business."""


def ask_to_add(*, user: User, host: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the browser of *user* is to make a key from, for pages of *host*; and what the answer is held against.

    PasskeyError for somebody who has the most there may be.
    """
    known = [AttestedCredentialData(bytes(key.credential)) for key in passkeys_of(user)]
    if len(known) >= MOST_PASSKEYS:
        raise PasskeyError(f"there are {len(known)} passkeys: remove one first")
    # The device keeps this beside the key and tells it to whoever asks: it says nothing to anybody else.
    handle = salted_hmac("passkey", str(user.pk), algorithm="sha256").digest()
    options, state = _server(host).register_begin(
        PublicKeyCredentialUserEntity(id=handle, name=user.email, display_name=user.email),
        credentials=known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), state


@transaction.atomic
def add_passkey(*, user: User, host: str, state: dict[str, Any], answer: str, name: str) -> Passkey:
    """Keep the public half of the key that *answer* tells of. PasskeyError where it answers another question, comes
    from another house, or tells of a key that is kept already.
    """
    told = _read(answer)
    try:
        data = _server(host).register_complete(state, RegistrationResponse.from_dict(told))
        credential = data.credential_data
        assert credential is not None, "python-fido2 has looked for it"
    except UNREADABLE as problem:
        raise PasskeyError("this is no answer to the question asked here") from problem
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if passkeys_of(user).count() >= MOST_PASSKEYS:
        raise PasskeyError(f"there are {MOST_PASSKEYS} passkeys: remove one first")
    try:
        with transaction.atomic():
            return Passkey.objects.create(
                user=user,
                name=name[:LONGEST_NAME],
                credential_id=websafe_encode(credential.credential_id),
                credential=bytes(credential),
                uses=data.counter,
            )
    except IntegrityError as clash:
        raise PasskeyError("this passkey is kept already") from clash


def ask_to_sign_in(*, host: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a browser is to have signed, by whichever key for *host* its owner picks; and what the answer is held
    against. It names nobody.
    """
    options, state = _server(host).authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return dict(options), state


@transaction.atomic
def take_passkey(*, host: str, state: dict[str, Any], answer: str, now: datetime) -> User:
    """The account that *answer* is signed for. PasskeyError where it is signed for none that may sign in, or by a copy:
    a device that counts never tells the same number twice.
    """
    told = _read(answer)
    try:
        response = AuthenticationResponse.from_dict(told)
        known = Passkey.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
        key = known.filter(credential_id=websafe_encode(response.raw_id), user__is_active=True).first()
        credentials = [AttestedCredentialData(bytes(key.credential))] if key else []
        _server(host).authenticate_complete(state, credentials, response)
        uses = response.response.authenticator_data.counter
    except UNREADABLE as problem:
        raise PasskeyError("this is no answer to the question asked here") from problem
    assert key is not None, "a signature is checked with a key that is kept"
    if (uses or key.uses) and uses <= key.uses:
        raise PasskeyError("this passkey has been copied")
    key.uses, key.used_at = uses, now
    key.save()
    return key.user


def remove_passkey(*, user: User, number: int) -> bool:
    """Forget the passkey of *user* with that primary key; False where there is none."""
    removed, _ = passkeys_of(user).filter(pk=number).delete()
    return bool(removed)


def _server(host: str) -> Fido2Server:
    """Who asks: pages of *host* and no other, over https or on one's own machine. A key for *host* can be used by hosts
    below it as well, which may be other people's: what comes from those is refused.
    """
    house = PublicKeyCredentialRpEntity(id=host, name=HOUSE)
    return Fido2Server(house, verify_origin=lambda origin: _host_of(origin) == host and verify_rp_id(host, origin))


def _host_of(origin: str) -> str | None:
    return urlsplit(origin).hostname


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise PasskeyError(f"an answer has at most {LONGEST_ANSWER} letters")
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError) as problem:
        raise PasskeyError("this is no answer to the question asked here") from problem
    if not isinstance(told, dict):
        raise PasskeyError("this is no answer to the question asked here")
    return told
