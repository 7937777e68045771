"""What makes the pages an app on a phone: its manifest, and the worker that answers where there is no network."""

from dataclasses import dataclass
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programs.web.errors import only_read

SCRIPTS = ("strideback/queue.js", "strideback/lookup.js", "strideback/away.js", "strideback/shelf.js")
FILES = ("strideback/app.css", "strideback/icon.svg", "strideback/way-back.svg", *SCRIPTS, "strideback/phone.js")
ICONS = ((192, "any"), (512, "any"), (512, "maskable"))
PAPER = "#f7f3eb"


@dataclass(frozen=True)
class Shell:
    """The files every phone keeps, the worker's *scripts* among them; *digest* stands for the list."""

    scripts: tuple[str, ...]
    files: tuple[str, ...]
    digest: str


def shell() -> Shell:
    """The shell of this release: the names of files change with what is in them."""
    files = (*map(static, FILES), reverse("offline"), reverse("offline-own"))
    return Shell(tuple(map(static, SCRIPTS)), files, sha256("\n".join(files).encode()).hexdigest()[:16])


@only_read
def worker(request: HttpRequest) -> HttpResponse:
    """The worker, at the root so that it sees every page. Asked for anew each time, so that no phone is left behind."""
    kept = shell()
    context = {
        "scripts": kept.scripts,
        "files": kept.files,
        "digest": kept.digest,
        "language": get_language(),
        "title": _("Your plan for today"),  # of a push whose words cannot be read
    }
    answer = render(request, "phone/sw.js", context, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@only_read
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone shows of the app: name, icons, colours, and where it begins."""
    icons = [
        {
            "src": static(f"strideback/icon-{size}{'-maskable' if purpose == 'maskable' else ''}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in ICONS
    ]
    told = {
        "name": "Strideback",
        "short_name": "Strideback",
        "description": _("Exercise plans for runners with a calf strain"),
        "lang": get_language(),
        "id": reverse("today"),
        "start_url": reverse("today"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    answer = JsonResponse(told, content_type="application/manifest+json")
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
