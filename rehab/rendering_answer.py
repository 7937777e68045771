"""An answer as JSON, the same for command and API: the plan, or where to go instead of one."""

from rehab.answering import Answer
from rehab.asking import Asked
from rehab.programme import NoPlan
from rehab.rendering import JsonObject, no_plan, unscreened
from rehab.words import words_in


def answer_json(found: Answer | NoPlan, asked: Asked, *, checked: bool) -> JsonObject:
    """*found* as JSON. A plan opens with the warning signs, unless the safety check came with the question
    and it was *checked*.
    """
    words = words_in(asked.language)
    if isinstance(found, NoPlan):
        return no_plan(found, words)
    rendering, programme = found.rendering, found.programme
    body = rendering.whole(programme) if asked.week is None else rendering.week(programme, programme.weeks[0])
    return body if checked else unscreened(body, words)
