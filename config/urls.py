"""The addresses of every door."""

from django.urls import include, path

urlpatterns = [
    path("", include("programs.web.urls")),
]
