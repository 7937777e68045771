"""What people of clinics ask for and stands, as a client's page lists it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from programs.models import Membership
from programs.selectors.askers import asked_for
from programs.selectors.programmes import Following
from programs.services.calling import words_to_choose_by
from programs.services.naming import asker_to_clinic
from programs.web.desk.adjust_shown import ahead_of
from programs.web.desk.intents_said import intent_said
from rehab.telling import LONGEST_WHY
from rehab.wishes import standing


@dataclass(frozen=True)
class WishShown:
    """A wish that stands. What takes it back names its *key*, and is known by a *uuid* of its own."""

    key: str
    uuid: UUID
    text: str
    by: str
    on: date
    said: str


def asked_shown(found: Following, member: Membership) -> dict[str, Any]:
    """What stands, the coming week to ask of, and what a form that takes back carries."""
    today = {entry.exercise for entry in found.today.plan.entries}
    words = words_to_choose_by(found.programme)
    return {
        "asked_for": tuple(
            WishShown(
                one.wish.key,
                uuid4(),
                intent_said(one.wish.intent, found.protocol, words),
                asker_to_clinic(one.by, member),
                one.wish.on,
                one.wish.said,
            )
            for one in asked_for(found.programme, standing(found.today.now), found.askers)
        ),
        "coming": tuple(one for one in ahead_of(found, words) if one.exercise not in today),
        "seen": found.programme.last_version,
        "longest_reason": LONGEST_WHY,
    }
