"""The day as a phone keeps it for hours without a network: pages of today and tomorrow, and the table of answers."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from msgspec.structs import replace

from programs.models import Programme
from programs.selectors.clinics import message_to
from programs.selectors.programmes import Following, following, last_version, local_day
from programs.selectors.protocol import screening_rules
from programs.selectors.shown_as import shown_as
from programs.selectors.stopped import stop_of
from programs.services.joining import author_of
from programs.services.telling import has_taken_back
from programs.services.versions import number_shown
from programs.web.callers import programme_for
from programs.web.errors import not_allowed
from programs.web.installed import shell
from programs.web.mine import session, signs, today
from programs.web.mine.followed import days_to_come, mark
from programs.web.mine.today_shown import MARKS, Verdict, items_of, trials_of
from programs.web.privacy import KEPT_NOWHERE
from rehab.events import CheckIn, Morning, Screened
from rehab.pack import Variant, make_pack
from rehab.programme import NoPlan
from rehab.reason import because
from rehab.screening import asked_daily
from rehab.vocabulary import Light, Route

# A change of what scripts read here.
FORMAT = 3
READING = ("GET", "HEAD")
FILES = re.compile(r'(?:src|href|srcset)="(/(?:static|exercises)/[^"?]+\.(?:svg|css|js|png|webp|jpg))"')


def identity(request: HttpRequest) -> HttpResponse:
    """Who is signed in here, by the keys of account and programme, and a token to send with; 401 for nobody."""
    if request.method not in READING:
        return not_allowed(READING)
    programme = programme_for(request)
    if programme is None:
        answer = JsonResponse({}, status=401)
    else:
        answer = JsonResponse(_owner(programme) | {"token": get_token(request)})
    answer["Cache-Control"] = KEPT_NOWHERE
    return answer


def kept(request: HttpRequest) -> HttpResponse:
    """Everything a phone keeps of today and tomorrow, under a tag; 304 for a phone that has it. 401 for nobody, 404
    where an answer of the diary leaves no plan to keep.
    """
    if request.method not in READING:
        return not_allowed(READING)
    programme, now = programme_for(request), timezone.now()
    if programme is None:
        answer: HttpResponse = JsonResponse({}, status=401)
    elif request.headers.get("If-None-Match") == (tag := _tag(programme, now)):
        answer = HttpResponseNotModified()
        answer["ETag"] = tag
    else:
        answer = _kept(request, following(programme, now), now)
        answer["ETag"] = tag
    answer["Cache-Control"] = KEPT_NOWHERE
    return answer


def _owner(programme: Programme) -> dict[str, str]:
    assert programme.runner is not None, "a programme that is found by its account has its runner"
    account = sha256(author_of(programme.runner).encode()).hexdigest()[:16]
    return {"account": account, "programme": str(programme.key)}


def _tag(programme: Programme, now: datetime) -> str:
    """Stands for everything the kept pages are made from."""
    parts = (
        programme.key,
        programme.last_seq,
        programme.last_version,
        local_day(programme, now),
        message_to(programme),
        sorted(shown_as(programme).items()),
    )
    made_from = (*parts, FORMAT, shell().digest, get_language(), settings.BASE_URL)
    return f'"{sha256(repr(made_from).encode()).hexdigest()[:32]}"'


def _kept(request: HttpRequest, found: Following, now: datetime) -> HttpResponse:
    if stop_of(found):
        return JsonResponse({}, status=404)
    packed = make_pack(found.protocol, screening_rules(), found.start, found.facts, found.today)
    pages = {key: page.content.decode() for key, page in _pages(request, found, packed.variants, now)}
    files = {name for html in pages.values() for name in FILES.findall(html)}
    body = _owner(found.programme) | {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "date": str(found.today.date),
        "zone": found.programme.zone,
        "days": days_to_come(found.programme, now),
        "version": number_shown(last_version(found.programme), found.today),
        "told": list(_told(found)),
        "may_take_back": not has_taken_back(found.programme),
        "pack": msgspec.to_builtins(packed.pack),
        "pages": pages,
        "files": sorted(files),
        "policy": _policy(),
    }
    return JsonResponse(body)


def _policy() -> str:
    """What a kept page may do: what the page of the server may."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(map(str, sources))}" for name, sources in directives.items())


def _told(found: Following) -> Iterator[dict[str, Any]]:
    """What was told of today, in the shapes of `rehab.telling`."""
    day = found.today
    for event in day.page.events:
        if isinstance(event, Morning):
            yield {"type": "morning", **msgspec.structs.asdict(event)}
        elif isinstance(event, CheckIn):
            yield from ({"type": "did", **msgspec.to_builtins(report)} for report in event.reports)
        elif isinstance(event, Screened):
            yield {"type": "signs", "flags": sorted(event.flags)}
    yield from ({**msgspec.to_builtins(item), "type": "did"} for item in day.page.open_items)


def _pages(
    request: HttpRequest, found: Following, variants: Sequence[Variant], now: datetime
) -> Iterator[tuple[str, HttpResponse]]:
    """Every page under the name that the script asks for."""
    version = last_version(found.programme)
    real = found.today.page.events
    for variant in variants:
        of_today = variant.date == found.today.date
        shown = replace(found, today=_as_shown(variant, real if of_today else ()))
        mark(request, shown, now, version=number_shown(version, variant.today), kept=True)
        here = f"{variant.date}/{variant.place}"
        yield f"{here}/today", today.page(request, shown, whole=variant.today, version=version)
        items = items_of(shown)
        for item in items:
            yield f"{here}/item/{item.number}", session.item_page(request, shown, item, items)
        yield f"{here}/end", session.finish_page(request, shown, [item.exercise for item in items])
        for trial in trials_of(shown):
            yield f"{here}/test/{trial.name}", session.trial_page(request, shown, trial)
        if variant.place == 0:
            yield f"{variant.date}/signs", signs.asked_page(request)
            yield f"{variant.date}/other", session.other_page(request)
    mark(request, found, now, kept=True)
    for light in Light:
        verdict = Verdict(light.value, MARKS[light], ())
        context = {"verdict": verdict, "settled": light is Light.RED}
        yield f"result/{light.value}", render(request, "mine/result.html", context)
    asked = tuple(sorted(flag.id for flag in asked_daily(screening_rules())))
    for route in (Route.WITHIN_A_WEEK, Route.SAME_DAY, Route.EMERGENCY):
        stop = NoPlan(route, asked, because("flagged", route=route.value))
        yield f"stopped/{route.value}", signs.stopped_page(request, found, stop)


def _as_shown(variant: Variant, told: Sequence[Any]) -> Any:
    """The day of *variant* without the morning that was only supposed: no number of it stands on a page."""
    day = variant.today
    if len(day.page.events) == len(told):
        return day
    return replace(day, page=replace(day.page, events=tuple(told)), now=replace(day.now, decisions=()))
