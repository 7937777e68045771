"""The site of the administration: who gets in, and the few addresses there are."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy

from programs.admin import previews
from programs.admin.alerts import AlertAdmin
from programs.admin.deliveries import DeliveryAdmin
from programs.models import Alert, Delivery

LISTED_AT = {Delivery: "deliveries/", Alert: "alerts/"}
View = Callable[..., HttpResponseBase]


class Administration(AdminSite):
    """Open to staff, who sign in as everybody does. To all others who are signed in there is no such page."""

    site_header = site_title = gettext_lazy("Strideback administration")
    site_url = None
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """No password, no table, no row: nothing of Django's own but two lists and what they need."""
        return [
            path("", self.admin_view(self.index), name="index"),
            path("jsi18n/", self.admin_view(self.i18n_javascript), name="jsi18n"),
            path("messages/", self.admin_view(previews.messages), name="messages"),
            path("messages/<slug:language>/<slug:variant>/", self.admin_view(previews.mail), name="message"),
            *(path(LISTED_AT[model], include(admin.urls)) for model, admin in self._registry.items()),
        ]

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]  # any view of ours
        """*view* for staff. A stranger is asked to sign in; whoever is signed in and no staff gets 404."""
        for_staff = super().admin_view(view, cacheable)

        @wraps(for_staff)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise Http404
            return for_staff(request, *args, **kwargs)

        return guarded

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        """The list of reminders is the front page."""
        return HttpResponseRedirect(reverse("admin:programs_delivery_changelist"))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """No list of tables."""
        return []


site = Administration(name="admin")
site.register(Delivery, DeliveryAdmin)
site.register(Alert, AlertAdmin)
