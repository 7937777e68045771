"""The seal of a push message, held to the standard's own example."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from programs.notices import sealed

SAID = b"When I grow up, I want to be a watermelon"
KEY = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_standard():
    """RFC 8291, appendix A."""
    own = ec.derive_private_key(int.from_bytes(sealed.unpadded(OURS)), sealed.CURVE)
    found = sealed.seal(SAID + b"\x02", key=KEY, secret=SECRET, salt=sealed.unpadded(SALT), own=own)
    assert sealed.plain(found) == SEALED


def test_no_two_seals_are_the_same():
    assert sealed.seal(SAID, key=KEY, secret=SECRET) != sealed.seal(SAID, key=KEY, secret=SECRET)


LENGTHS = {"nothing": (0, 1024), "one short of full": (1023, 1024), "full": (1024, 2048), "the most": (3993, 3994)}


@pytest.mark.parametrize(("given", "filled"), LENGTHS.values(), ids=LENGTHS)
def test_a_record_is_filled_up_to(given, filled):
    assert len(sealed.record_of(b"x" * given)) == filled


def test_more_than_a_push_service_takes_is_refused():
    with pytest.raises(ValueError, match="3993 at most"):
        sealed.record_of(b"x" * 3994)
