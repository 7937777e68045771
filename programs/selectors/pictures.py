"""The pictures of exercises as they are sent, each drawn once per process."""

from functools import cache
from hashlib import sha256

import brotli

from programs.selectors.protocol import protocol_in_use
from rehab.figures.loading import load_figures
from rehab.figures.picture import Look, picture

# Twelve characters of a digest tell contents apart; nobody has to be kept from finding two alike.
DIGEST_LETTERS = 12


def is_drawn(exercise_id: str) -> bool:
    """Whether there is a picture of that exercise."""
    return exercise_id in load_figures()


@cache
def drawn(exercise_id: str, look: Look) -> bytes:
    """The picture as an SVG file; KeyError for an exercise nobody has drawn."""
    return picture(load_figures()[exercise_id], protocol_in_use(), look).encode()


@cache
def packed(exercise_id: str, look: Look) -> bytes:
    """The same in Brotli, as small as it gets."""
    return bytes(brotli.compress(drawn(exercise_id, look), mode=brotli.MODE_TEXT))


@cache
def digest(exercise_id: str, look: Look) -> str:
    """What tells this content from every other, so that it may be kept for good."""
    return sha256(drawn(exercise_id, look)).hexdigest()[:DIGEST_LETTERS]
