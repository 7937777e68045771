"""What a therapist asks for and stands, as the runner reads it: its sentence, and who said so."""

from dataclasses import dataclass

from programs.selectors.askers import asked_for
from programs.selectors.programmes import Following
from programs.services.calling import words_for
from programs.services.naming import asker_to_runner
from rehab.wish_reasons import why_asked
from rehab.wishes import standing


@dataclass(frozen=True)
class AskedShown:
    """A wish that stands: its sentence and *by* whom it is."""

    text: str
    by: str


def asked_shown(found: Following) -> tuple[AskedShown, ...]:
    """What stands today, the oldest first."""
    words = words_for(found.programme)
    return tuple(
        AskedShown(words.reason(why_asked(found.protocol, one.wish)), asker_to_runner(one.by))
        for one in asked_for(found.programme, standing(found.today.now), found.askers)
    )
