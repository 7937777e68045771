"""The addresses of every door."""

from django.urls import include, path

handler400 = "programs.web.errors.bad_request"
handler403 = "programs.web.errors.refused"
handler404 = "programs.web.errors.not_found"
handler500 = "programs.web.errors.failed"

urlpatterns = [
    path("", include("programs.web.urls")),
]
