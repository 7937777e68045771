"""Photos of own exercises, for those alone who see them: people of the clinic, runners whose plan shows them, and
people of a clinic that reads such a plan.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from programs.selectors.clinics import is_shown_to, member_of
from programs.selectors.own_exercises import picture_at, picture_called
from programs.selectors.shown_as import shown_as
from programs.web.callers import is_strong, known_only, programme_for
from programs.web.errors import only_read

# What lies at an address never changes. On a shared computer it is asked for again after a day.
HEADERS = {
    "Cache-Control": "private, max-age=86400",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


@known_only
@only_read
def photo(request: HttpRequest, key: UUID, *, small: bool) -> HttpResponse:
    """The photo of that *key*, *small* for a list; 404 for whoever is not shown it, as for a key that no photo has."""
    member, programme = member_of(request.user), programme_for(request)
    if not is_strong(request):
        member = None
    data = picture_at(member.clinic, key, small=small) if member is not None else b""
    is_mine = programme is not None and key.hex in {way.picture for way in shown_as(programme).values()}
    if not data and (is_mine or (member is not None and is_shown_to(member, key))):
        data = picture_called(key, small=small)
    if not data:
        raise Http404
    return HttpResponse(data, content_type="image/jpeg", headers=HEADERS)
