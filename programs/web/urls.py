"""The addresses of pages."""

from django.urls import path

from programs.web import about, checks, held, library, operations, pages, papers, pictures

urlpatterns = [
    path("", held.start_or_route(pages.start), name="start"),
    path("plan/", held.plan_or(pages.plan), name="plan"),
    path("plan/week.pdf", papers.week, name="plan-paper"),
    path("plan/programme.pdf", papers.programme, name="plan-booklet"),
    path("plan/week/<int:number>/week.pdf", papers.own_week, name="plan-own-paper"),
    path("plan/day/<int:number>/", held.day, name="plan-day"),
    path("plan/week/<int:number>/", held.week, name="plan-week"),
    path("check/", checks.enter, name="check"),
    path("check/country/", checks.country, name="check-country"),
    path("check/anew/", checks.anew, name="check-anew"),
    path("check/<slug:name>/", checks.step, name="check-step"),
    path("exercises/", library.exercises, name="exercises"),
    path("exercises/<slug:exercise_id>/", library.exercise, name="exercise"),
    path("exercises/<slug:exercise_id>/figure.svg", pictures.figure, name="figure"),
    path("exercises/<slug:exercise_id>/<slug:look>.<slug:content>.svg", pictures.figure_kept, name="figure-kept"),
    path("learn/", library.learn, name="learn"),
    path("intended-use/", about.intended_use, name="intended-use"),
    path("privacy/", about.privacy, name="privacy"),
    path("offline/", about.offline, name="offline"),
    path("components/", about.components, name="components"),
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
]
