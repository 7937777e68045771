"""What stands around every page: where one is, whether a clinician has signed, who runs this."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from programs.selectors.protocol import is_reviewed

# Where the safety check begins.
CHECK_PAGE = "/check/"
# Pages below a place of the navigation stand at that place.
OF_EACH = {
    "exercises": ("exercise",),
    "today": (
        "morning asked pause signs stopped take-back cleared reinjured session session-item finish result trial "
        "other-work"
    ).split(),
    "days": ("day", "day-add", "day-edit"),
    "progress": ("versions",),
    "settings": (
        "settings-zone settings-kit settings-pause settings-choices settings-reminders settings-calendar "
        "settings-remind-now data data-all data-consent data-import data-erase sharing-stop sharing-steering "
        "phone-add phone-remove"
    ).split(),
    "passkeys": "passkey-code passkey-code-confirm passkey-add passkey-remove code-app-begin code-app-add".split(),
    "desk-new": ("desk-preview",),
    "desk-exercises": (
        "desk-exercise desk-exercise-new desk-exercise-words desk-exercise-use desk-exercise-photo desk-photo-erase"
    ).split(),
    "desk-settings": (
        "desk-face desk-keeping desk-logo desk-invite desk-invitation-revoke desk-person desk-role desk-hand-over "
        "desk-part desk-tokens desk-token-revoke desk-close desk-export desk-audit desk-templates desk-template "
        "desk-template-new desk-template-words desk-template-drop desk-template-archive desk-template-add "
        "desk-template-keep"
    ).split(),
}
WITHIN = {page: place for place, pages in OF_EACH.items() for page in pages}
# All else of a clinic is about its clients.
DESK = "desk"


def frame(request: HttpRequest) -> dict[str, Any]:
    """*here* is the place of the navigation that this page belongs to; empty where there is none. *followed* is what
    the scripts of a runner's own page need.

    Reads no row and no session: the frame of a page costs no query.
    """
    name = (request.resolver_match.url_name if request.resolver_match else None) or ""
    followed = getattr(request, "followed", None)
    return {"here": _place_of(name), "followed": followed, **surroundings()}


def _place_of(name: str) -> str:
    if name in WITHIN or name in OF_EACH:
        return WITHIN.get(name, name)
    return DESK if name.startswith("desk-") else name


def surroundings() -> dict[str, Any]:
    """What the frame shows whoever asks, for pages made without a request as well."""
    return {"reviewed": is_reviewed(), "operator": settings.OPERATOR_NAME, "check_page": CHECK_PAGE}
