"""The picture of an exercise: an address to ask at, and one by content that may be kept for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec.structs import replace

from programs.selectors.pictures import digest, drawn, is_drawn, packed
from programs.web.errors import only_read
from rehab.asking import Wrong, shown
from rehab.figures.head import BODIES
from rehab.figures.picture import MOTIONS, SIDES, Look
from rehab.words import Words

# What may be asked of a picture, by its name in an address; the first is what it is without being asked.
CHOICES: Mapping[str, tuple[str, ...]] = {"side": SIDES, "body": BODIES, "motion": MOTIONS}
LABELS = {
    "side": gettext_lazy("Leg"),
    "body": gettext_lazy("Who is drawn"),
    "motion": gettext_lazy("Motion"),
    "": gettext_lazy("A name in the address"),
}
MOST_STRANGERS = 5
FOR_AN_HOUR = {"Cache-Control": "public, max-age=3600"}
# Opened by itself the file may use the style within it, and nothing else at all.
KEPT_FOR_GOOD = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}


@dataclass(frozen=True)
class Picture:
    """A picture on a page: where it lies, what it shows in a sentence, and the page where it moves."""

    src: str
    alt: str
    page: str


@dataclass(frozen=True)
class Motion:
    """A picture that moves unless its reader has less motion set; *chosen* is moving, still or nothing."""

    moving: Picture
    still: Picture
    chosen: str
    to_move: str
    to_still: str


def picture_of(exercise_id: str, words: Words, look: Look) -> Picture:
    """The picture of that exercise as *look* wants it."""
    return Picture(_address(exercise_id, look), words.text("figures", exercise_id, "motion"), _page(exercise_id, look))


@only_read
def figure(request: HttpRequest, exercise_id: str) -> HttpResponse:
    """On to the address of the picture that is asked for; 400 where there is none such."""
    if not is_drawn(exercise_id):
        raise Http404
    look, faults = asked_look(request)
    if look is None:
        return render(request, "library/no_figure.html", {"faults": faults}, status=400)
    return HttpResponseRedirect(_address(exercise_id, look), headers=FOR_AN_HOUR)


@only_read
def figure_kept(request: HttpRequest, exercise_id: str, look: str, content: str) -> HttpResponse:
    """The picture itself. An address of a content that is no more leads to the present one."""
    wanted = _looks().get(look)
    if wanted is None or not is_drawn(exercise_id):
        raise Http404
    if content != digest(exercise_id, wanted):
        return HttpResponseRedirect(_address(exercise_id, wanted), headers=FOR_AN_HOUR)
    in_brotli = "br" in _encodings(request)
    body: bytes = (packed if in_brotli else drawn)(exercise_id, wanted)
    answer = HttpResponse(body, content_type="image/svg+xml", headers=KEPT_FOR_GOOD)
    if in_brotli:
        answer["Content-Encoding"] = "br"
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


def asked_look(request: HttpRequest) -> tuple[Look | None, list[tuple[Wrong, Any]]]:
    """The look that the address asks for; or none, and everything in it that is not there, by its label."""
    given = {name: request.GET.getlist(name) for name in request.GET}
    wrongs = _wrongs(given)
    if wrongs:
        return None, [(wrong, LABELS[wrong.name]) for wrong in wrongs]
    return msgspec.convert({name: texts[0] for name, texts in given.items()}, Look), []


def motion_of(request: HttpRequest, exercise_id: str, words: Words, look: Look) -> Motion:
    """The picture that moves, unless the address says otherwise."""
    chosen = request.GET.get("motion", "")
    query = {name: request.GET[name] for name in ("side", "body") if name in request.GET}
    return Motion(
        moving=picture_of(exercise_id, words, replace(look, motion="moving")),
        still=picture_of(exercise_id, words, replace(look, motion="still")),
        chosen=chosen,
        to_move="?" + urlencode({**query, "motion": "moving"}),
        to_still="?" + urlencode({**query, "motion": "still"}),
    )


def _wrongs(given: Mapping[str, list[str]]) -> list[Wrong]:
    """Everything *given* that no picture has, names and values."""
    strangers = sorted(given.keys() - CHOICES.keys())
    wrongs = [Wrong("", shown(name), ", ".join(CHOICES)) for name in strangers[:MOST_STRANGERS]]
    for name in (name for name in CHOICES if name in given):
        texts, allowed = given[name], ", ".join(CHOICES[name])
        if len(texts) > 1:
            wrongs.append(Wrong(name, shown(" and ".join(texts)), _("one value: %(allowed)s") % {"allowed": allowed}))
        elif texts[0] not in CHOICES[name]:
            wrongs.append(Wrong(name, shown(texts[0]), allowed))
    return wrongs


@cache
def _address(exercise_id: str, look: Look) -> str:
    return reverse("figure-kept", args=[exercise_id, _name(look), digest(exercise_id, look)])


@cache
def _page(exercise_id: str, look: Look) -> str:
    asked = {name: getattr(look, name) for name in ("side", "body") if getattr(look, name) != CHOICES[name][0]}
    return reverse("exercise", args=[exercise_id]) + ("?" + urlencode(asked) if asked else "")


def _name(look: Look) -> str:
    return f"{look.side}-{look.body}-{look.motion}"


@cache
def _looks() -> dict[str, Look]:
    """Every look by its name in an address."""
    looks = (msgspec.convert(dict(zip(CHOICES, values, strict=True)), Look) for values in product(*CHOICES.values()))
    return {_name(look): look for look in looks}


def _encodings(request: HttpRequest) -> set[str]:
    """What the browser can unpack. A coding it names with the weight 0 is one it refuses."""
    named = (part.replace(" ", "").split(";q=") for part in request.headers.get("Accept-Encoding", "").split(","))
    return {parts[0].lower() for parts in named if len(parts) == 1 or parts[1].strip("0.") != ""}
