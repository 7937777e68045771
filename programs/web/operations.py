"""What the people who run the server ask it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from programs.selectors import readiness


@csrf_exempt
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: this process answers. Nothing else is asked, so that a lost database does not restart the web."""
    return HttpResponse("alive\n", content_type="text/plain")


@csrf_exempt
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when everything a request needs answers, else 503; the body names each part and the age of the last sweep."""
    state = readiness.state()
    ready = all(answer == readiness.OK for answer in state.values())
    swept_at = readiness.last_heartbeat(name="sweep")
    age = None if swept_at is None else round((timezone.now() - swept_at).total_seconds())
    body = {"ready": ready, **state, "last_sweep_at": swept_at, "last_sweep_age_seconds": age}
    return JsonResponse(body, status=200 if ready else 503)
