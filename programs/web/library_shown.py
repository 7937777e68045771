"""Exercises and cards as their pages show them: words and drawing numbers ready."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from programs.selectors.library import cards
from programs.selectors.protocol import protocol_in_use
from programs.web.pictures import Picture, picture_of
from rehab.cards import CardText
from rehab.catalogue import Exercise
from rehab.figures.picture import Look
from rehab.known import known_exercises, rest_of
from rehab.rendering import Rendering
from rehab.situation import Situation, terms_of
from rehab.words import Words, unbroken

HIGHEST_TIER = 5
# Strides of the small drawings: how wide one is, where the ground lies.
STRIDE = 16
GROUND = 22
HEIGHTS = (6, 10, 14, 17, 20, 14)
AS_DRAWN = Look()

# The chapters of the learn page, by the first moment a card is shown at.
CHAPTERS = {
    "always": _("For any day"),
    "start": _("What it is"),
    "protect": _("The first days"),
    "mobilise": _("Getting it moving"),
    "strengthen": _("Getting strong"),
    "return_to_run": _("Running again"),
    "maintain": _("Staying strong"),
    "rule": _("When it goes another way"),
}
# Moments that share a chapter with another.
CHAPTER_OF = {"grade": "start", "power": "strengthen", "flag": "rule"}


@dataclass(frozen=True)
class Stride:
    """One arc of a small drawing; *on* is lit."""

    curve: str
    on: bool


@dataclass(frozen=True)
class Listed:
    """An exercise in a list; *strides* are the six phases, those lit that hold it."""

    id: str
    name: str
    picture: Picture
    cue: str
    kit: tuple[str, ...]
    tier: int
    load: str
    phases: tuple[str, ...]
    strides: tuple[Stride, ...]


@dataclass(frozen=True)
class Rung:
    """One step of the dose, the gentlest first; *height* bends its stride."""

    dose: str
    height: int


@dataclass(frozen=True)
class Stop:
    """When to stop; *phases* is empty where it holds in all of them."""

    text: str
    phases: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """Everything the page of one exercise says."""

    listed: Listed
    category: str
    purpose: str
    steps: tuple[str, ...]
    frequency: str
    muscle: str
    side: str
    tempo: str
    rest_seconds: int
    rungs: tuple[Rung, ...]
    loads: tuple[Stride, ...]
    stops: tuple[Stop, ...]
    easier: tuple[Listed, ...]
    harder: tuple[Listed, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class CardShown:
    """A learn card; *anchor* is what links to it end with."""

    anchor: str
    text: CardText
    sources: tuple[str, ...]


def shelves(exercises: list[Exercise], words: Words) -> list[tuple[str, list[Listed]]]:
    """*exercises* by category, in the order of the catalogue."""
    return [
        (words.name("categories", category), [listed(exercise, words) for exercise in those])
        for category, those in groupby(exercises, key=lambda exercise: exercise.category)
    ]


def listed(exercise: Exercise, words: Words, look: Look = AS_DRAWN) -> Listed:
    """One line of a list."""
    phases = protocol_in_use().phases
    return Listed(
        id=exercise.id,
        name=words.exercise(exercise.id),
        picture=picture_of(exercise.id, words, look),
        cue=words.text("exercises", exercise.id, "cue"),
        kit=tuple(kit_name(name, words) for name in exercise.equipment),
        tier=exercise.tier,
        load=words.name("tiers", str(exercise.tier)),
        phases=tuple(words.phase(phase.id) for phase in phases if phase.id in exercise.phases),
        strides=_strides(HEIGHTS, [phase.id in exercise.phases for phase in phases]),
    )


def kit_name(name: str, words: Words) -> str:
    """What a runner calls that piece of kit."""
    return words.name("kit" if name in protocol_in_use().kit.named else "household", name)


def told(exercise: Exercise, words: Words, look: Look) -> Told:
    """The page of *exercise*; *look* is who is drawn, and on which leg."""
    look = replace(look, motion="still")
    protocol = protocol_in_use()
    catalogue = protocol.catalogue
    known = known_exercises(protocol)[exercise.id]
    tempo = exercise.tempo or protocol.categories[exercise.category].tempo
    heights = [round(20 + 52 * step / max(known.top, 1)) for step in range(known.top + 1)]
    return Told(
        listed=listed(exercise, words, look),
        category=words.name("categories", exercise.category),
        purpose=words.text("exercises", exercise.id, "purpose"),
        steps=words.lines("exercises", exercise.id, "steps"),
        frequency=words.text("exercises", exercise.id, "frequency"),
        muscle=words.name("muscles", exercise.muscle),
        side=words.name("sides", exercise.side.value),
        tempo=words.tempo(tempo) if exercise.first_dose.unit.value == "rep" else "",
        rest_seconds=rest_of(protocol, exercise) if exercise.dose_steps[-1].sets > 1 else 0,
        rungs=tuple(Rung(unbroken(words.dose(d)), high) for d, high in zip(exercise.dose_steps, heights, strict=True)),
        loads=_strides((6, 9, 12, 15, 18), [exercise.tier > place for place in range(HIGHEST_TIER)]),
        stops=_stops(exercise, words),
        easier=tuple(listed(catalogue[name], words, look) for name in catalogue.regressions_of(exercise.id)),
        harder=tuple(listed(catalogue[name], words, look) for name in exercise.progresses_to),
        sources=tuple(words.source(source) for source in exercise.sources),
    )


def chapters(words: Words) -> list[tuple[str, list[CardShown]]]:
    """All learn cards in their chapters."""
    found: dict[str, list[CardShown]] = {chapter: [] for chapter in CHAPTERS}
    for card, text in cards(words):
        sources = tuple(words.source(source) for source in card.sources)
        moment = card.show[0]
        found[CHAPTER_OF.get(moment, moment)].append(CardShown(card.id.lower(), text, sources))
    return [(str(CHAPTERS[chapter]), those) for chapter, those in found.items()]


def _strides(heights: tuple[int, ...], lit: list[bool]) -> tuple[Stride, ...]:
    return tuple(
        Stride(f"M{2 + STRIDE * place} {GROUND}q{STRIDE // 2} {-2 * high} {STRIDE} 0", on)
        for place, (high, on) in enumerate(zip(heights, lit, strict=True))
    )


def _stops(exercise: Exercise, words: Words) -> tuple[Stop, ...]:
    """When to stop in each phase; where every phase says the same, once."""
    protocol = protocol_in_use()
    # The pain limits are the protocol's; no runner and no grade changes them.
    anybody = Situation(grade=min(protocol.phases[0].floor_day), focus=protocol.default_focus)
    rendering = Rendering(terms_of(protocol, anybody), words)
    by_text: dict[str, list[str]] = {}
    for phase in exercise.phases:
        by_text.setdefault(rendering.stop_rule(exercise, phase), []).append(words.phase(phase))
    return tuple(Stop(text, tuple(phases) if len(by_text) > 1 else ()) for text, phases in by_text.items())
