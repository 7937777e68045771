"""Which protocol plans are made under, read once per process."""

from datetime import date
from functools import cache

from rehab.asking import Bounds
from rehab.emergency import Emergency, load_emergency
from rehab.grading import Grading, load_grading
from rehab.library import CALF_STRAIN, DATA, PROTOCOLS, load_protocol
from rehab.protocol import Protocol
from rehab.screening import Screening, load_screening

VERSION = "1.0"


@cache
def screening_rules() -> Screening:
    """The safety check of the protocol in use."""
    return load_screening(PROTOCOLS / CALF_STRAIN / VERSION)


def protocol_in_use() -> Protocol:
    """The protocol plans are made under."""
    return load_protocol(CALF_STRAIN, VERSION)


def known_protocol(protocol_id: str, version: str) -> Protocol | None:
    """The protocol of that id and version, whoever asks for it; None where there is none here."""
    return load_protocol(protocol_id, version) if (protocol_id, version) in _released() else None


def versions_of(protocol_id: str) -> tuple[str, ...]:
    """The versions there are of that protocol, in order."""
    return tuple(sorted(version for known, version in _released() if known == protocol_id))


@cache
def _released() -> frozenset[tuple[str, str]]:
    """Id and version of every protocol there is. A name from outside never becomes part of a path."""
    return frozenset((folder.parent.name, folder.name) for folder in PROTOCOLS.glob("*/*") if folder.is_dir())


@cache
def grading_rules() -> Grading:
    """How the grade is guessed under the protocol in use."""
    return load_grading(PROTOCOLS / CALF_STRAIN / VERSION)


@cache
def emergency() -> Emergency:
    """Whom to call in which country."""
    return load_emergency(DATA)


def is_reviewed() -> bool:
    """Whether a clinician has signed the protocol in use."""
    return bool(protocol_in_use().reviewed_by)


def bounds_on(latest: date) -> Bounds:
    """What answers are held against, when no injury may be later than *latest*."""
    return Bounds(protocol_in_use(), screening_rules(), latest)
