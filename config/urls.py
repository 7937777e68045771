"""The addresses of every door."""

from django.urls import include, path

from programs.admin.site import site

handler400 = "config.failures.bad_request"
handler403 = "config.failures.refused"
handler404 = "config.failures.not_found"
handler500 = "config.failures.failed"

urlpatterns = [
    path("admin/", site.urls),
    path("api/", include("programs.api.urls")),
    path("", include("programs.web.urls")),
]
