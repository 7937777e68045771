"""What the people who run the server ask it."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from programs.selectors import metrics as numbers
from programs.selectors import readiness

# A sweep is due each minute. Before the first one nobody can say that it is missing.
SILENT_SECONDS = 5 * 60
TEXT = "text/plain; version=1.0.0; charset=utf-8"


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
    swept_at = readiness.last_heartbeat(name="sweep")
    age = None if swept_at is None else round((timezone.now() - swept_at).total_seconds())
    if age is not None and age > SILENT_SECONDS:
        state["sweep"] = f"has not run for {age} seconds: are beat and a worker running?"
    ready = all(answer == readiness.OK for answer in state.values())
    body = {"ready": ready, **state, "last_sweep_at": swept_at, "last_sweep_age_seconds": age}
    return JsonResponse(body, status=200 if ready else 503)


@csrf_exempt
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus: numbers of the whole house to this machine and to whoever has METRICS_TOKEN, to others that it
    is up.
    """
    text = numbers.metrics_text(timezone.now()) if _is_an_operator(request) else numbers.bare_text()
    return HttpResponse(text, content_type=TEXT)


def _is_an_operator(request: HttpRequest) -> bool:
    """Whether *request* comes from this machine and through nobody, or with the operators' token."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and scheme == "Bearer":
        return constant_time_compare(token, settings.METRICS_TOKEN)
    through = {"HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"} & request.META.keys()
    try:
        return not through and ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:  # a socket of this machine has no address; who may open it is for the host to say
        return False
