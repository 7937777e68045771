"""The exercises there are, and the protocols behind the plans."""

from programs.api.door import Catalogue, no_such
from rehab.asking import Bounds
from rehab.rendering import JsonObject
from rehab.rendering_catalogue import card_json, exercise_json, protocol_json
from rehab.words import Words


class Exercises(Catalogue):
    """All of them, in the order of the protocol."""

    def told(self, bounds: Bounds, words: Words, **place: str) -> JsonObject:
        protocol = bounds.protocol
        return {"exercises": [exercise_json(exercise, protocol, words) for exercise in protocol.exercises]}


class OneExercise(Catalogue):
    """One of them, with all there is about it."""

    def told(self, bounds: Bounds, words: Words, **place: str) -> JsonObject:
        known = bounds.protocol.catalogue
        if place["id"] not in known:
            raise no_such("id", place["id"], [exercise.id for exercise in known])
        return card_json(known[place["id"]], bounds.protocol, words)


class Protocols(Catalogue):
    """What plans are made under."""

    def told(self, bounds: Bounds, words: Words, **place: str) -> JsonObject:
        return {"protocols": [protocol_json(bounds.protocol, words)]}
