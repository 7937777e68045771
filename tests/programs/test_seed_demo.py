"""The demo: runners in every state, made by the services, the same for the same day."""

import time
from datetime import UTC, date, datetime
from datetime import time as clock
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from programs.management.demo.clinic import ASKED_BECAUSE, ASKED_OF, OLA, TESS
from programs.management.demo.loading import EMAILS, is_wanted, load
from programs.management.demo.runners import ROB, RUNNERS
from programs.management.demo.telling import ZONE, Story, tell
from programs.management.demo.written import CHOSEN_FOR, EXERCISE, OWN, TEMPLATE
from programs.models import Clinic, Event, Membership, Programme, Runner, User, Version
from programs.selectors.clinics import clients_seen_by, member_of
from programs.selectors.programmes import Following, following
from programs.selectors.protocol import protocol_in_use
from programs.selectors.shown_as import shown_as
from programs.services.assigning import fit_by_grade
from programs.services.diary import let_days_pass
from programs.services.versions import hopes_of
from rehab.adjusting import Verdict
from rehab.gates import unmet
from rehab.own_words import objections
from rehab.vocabulary import Kind, Light, Lock, Status
from rehab.words import words_in
from tests.programs.check_path import text_of
from tests.programs.desk.houses import signed_in

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
MORNING = datetime.combine(TODAY, clock(7), ZONE).astimezone(UTC)


def story_of(name: str) -> Story:
    return next(story for story in RUNNERS if story.email == f"{name}@example.com")


def as_told(name: str, today: date = TODAY) -> Following:
    programme = tell(story_of(name), today)
    return following(programme, datetime.combine(today, clock(7), ZONE).astimezone(UTC))


def phase(found: Following) -> str:
    return found.protocol.phases[found.today.now.phase].id


def is_in_week_3_and_green(found: Following) -> bool:
    now = found.today.now
    return (now.situation.grade, now.day // 7 + 1, phase(found)) == (2, 3, "strengthen") and now.status is Status.ACTIVE


def has_joined_today(found: Following) -> bool:
    return found.programme.joined_on == TODAY and not found.programme.events.exists()


def was_red_yesterday(found: Following) -> bool:
    now = found.today.now
    return now.reds == (now.day - 1,) and now.status is Status.STEPPED_BACK


def waits_at_the_heel_raises(found: Following) -> bool:
    now = found.today.now
    missing = {criterion.criterion for criterion in unmet(found.terms, now)}
    return now.day > found.terms.floors[now.phase + 1] and missing == {"single-leg-raises", "raise-symmetry"}


def has_said_nothing_for_nine_days(found: Following) -> bool:
    last = max(fact.on for fact in found.facts) if found.facts else found.programme.events.latest("seq").on
    return (TODAY - last).days == 10 and found.today.now.missed == 9


def is_on_the_ladder(found: Following) -> bool:
    return phase(found) == "return_to_run" and 0 < found.today.now.rung < 9


def waits_for_a_clinician(found: Following) -> bool:
    version = found.programme.versions.latest("number")
    return phase(found) == "protect" and found.today.now.day > 21 and hopes_of(version).first_run is None


def goes_on_since_the_physio_agreed(found: Following) -> bool:
    return found.today.now.cleared_day == 18 and phase(found) != "protect"


def builds_minutes(found: Following) -> bool:
    return phase(found) == "maintain" and found.today.now.week.planned > 0


def is_sent_away(found: Following) -> bool:
    return found.today.now.status is Status.STOPPED_REDFLAG and not found.today.plan.entries


def starts_anew(found: Following) -> bool:
    now = found.today.now
    return (now.episode, now.day, now.lock) == (2, 3, Lock.LIGHT_ONLY)


STATES = {
    "rob trains in week 3 and is green": ("rob", is_in_week_3_and_green),
    "somebody has joined today": ("first-day", has_joined_today),
    "somebody had a red session yesterday": ("flare", was_red_yesterday),
    "somebody is past the dates and short of the raises": ("stuck", waits_at_the_heel_raises),
    "somebody has been silent for nine days": ("silent", has_said_nothing_for_nine_days),
    "somebody climbs the walk-run ladder": ("running", is_on_the_ladder),
    "a severe strain that nobody looked at stays protected": ("severe", waits_for_a_clinician),
    "a severe strain goes on since a physio agreed": ("cleared", goes_on_since_the_physio_agreed),
    "somebody is back to running and builds minutes": ("maintain", builds_minutes),
    "somebody with a warning sign has no plan": ("redflag", is_sent_away),
    "somebody strained the same calf again": ("again", starts_anew),
}


@pytest.mark.parametrize(("name", "holds"), STATES.values(), ids=STATES)
def test_in_the_demo(name, holds):
    found = as_told(name)
    assert holds(found)
    midnight = datetime.combine(TODAY, clock(0), ZONE)
    assert not found.programme.events.filter(happened_at__gt=midnight).exists(), "nothing has not come yet"
    assert let_days_pass(programme=found.programme, now=MORNING) is None


def test_every_runner_of_the_demo_has_a_line_above():
    assert [name for name, _ in STATES.values()] == [story.email.removesuffix("@example.com") for story in RUNNERS]


@pytest.mark.parametrize("today", [TODAY, date(2026, 3, 30), date(2024, 2, 29)], ids=str)
def test_rob_has_a_training_day_of_six_items_and_nothing_done_yet(today):
    found = as_told("rob", today)
    assert is_in_week_3_and_green(found)
    assert (found.today.plan.kind, len(found.today.plan.entries)) == (Kind.TRAINING, 6)
    assert found.today.now.last_light is Light.GREEN
    assert not found.programme.events.filter(on=today).exists()
    assert found.programme.zone == "Europe/London"


def everything_told() -> list[list[dict[str, object]]]:
    left_out = {"id", "programme_id", "runner_id", "user_id"}
    rows = (Runner.objects.all(), Programme.objects.all(), Event.objects.all(), Version.objects.all())
    return [[{k: v for k, v in row.items() if k not in left_out} for row in kind.values()] for kind in rows]


# Somebody who strains the calf again, and Rob; the deep run makes all of them twice.
TWICE = (ROB, story_of("again"))


@pytest.mark.parametrize(
    "story",
    [*TWICE, *(pytest.param(story, marks=pytest.mark.deep) for story in RUNNERS if story not in TWICE)],
    ids=lambda story: story.email,
)
def test_the_same_day_gives_the_same_demo(story):
    told = []
    for _ in range(2):
        tell(story, TODAY)
        told.append(everything_told())
        User.objects.all().delete()
    assert told[0] == told[1]


def test_all_of_it_takes_at_most_twenty_seconds_also_after_one_that_was_broken_off(capsys):
    assert is_wanted()
    next(load(TODAY))
    assert is_wanted()
    started = time.process_time()
    call_command("seed_demo", "--today", str(TODAY))
    spent = time.process_time() - started
    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines()[:-1]] == list(EMAILS)
    assert said.splitlines()[-1] == "The demo stands at 2026-11-23: 11 runners, two clinics."
    tess, ola = (member_of(User.objects.get(email=email)) for email in (TESS, OLA))
    assert tess is not None
    assert ola is not None
    assert clients_seen_by(tess).count() == 13
    assert clients_seen_by(ola).count() == 1
    assert spent < 20
    assert not is_wanted()
    sees_what_tess_has_asked_for(tess)
    finds_what_the_clinic_has_written(tess)


def finds_what_the_clinic_has_written(tess: Membership) -> None:
    """A template that fits every grade, an own exercise that its client sees, and a record in the order of its days."""
    assert not objections(OWN, protocol_in_use().catalogue[EXERCISE], protocol_in_use(), words_in())
    judged = fit_by_grade(TEMPLATE.wanted, TODAY, TEMPLATE.brings)
    assert {one.verdict for of_grade in judged.values() for one in of_grade} == {Verdict.PERMITTED}
    desk = signed_in(tess)
    assert TEMPLATE.name in text_of(desk.get("/clinic/templates/"))
    assert OWN.name in text_of(desk.get("/clinic/exercises/"))
    shown = shown_as(Programme.objects.get(shares__client__name=CHOSEN_FOR, ended_on=None))
    assert shown[EXERCISE].name == OWN.name
    times = list(tess.clinic.audit.order_by("seq").values_list("at", flat=True))
    assert times == sorted(times)


def sees_what_tess_has_asked_for(tess: Membership) -> None:
    """One client of Tess's is adjusted: on her list, on their page with her name, and on their own Today."""
    lena = clients_seen_by(tess).get(name=ASKED_OF)
    desk, phone = signed_in(tess), signed_in(User.objects.get(email="running@example.com"))
    assert ASKED_OF in text_of(desk.get("/clinic/"))
    page = text_of(desk.get(f"/clinic/clients/{lena.key}/"))
    assert "Runs of 12 minutes at most" in page
    assert "Tess Moran, owner" in page
    assert ASKED_BECAUSE in page
    today = text_of(phone.get("/today/"))
    assert "Asked by your therapist, Tess Moran." in today
    assert ASKED_BECAUSE in today


@pytest.mark.deep
def test_loaded_again_it_is_made_anew():
    call_command("seed_demo", "--today", "2026-11-20", stdout=StringIO())
    call_command("seed_demo", "--today", str(TODAY), stdout=StringIO())
    assert User.objects.count() == len(EMAILS)
    assert Clinic.objects.count() == 2
    assert Programme.objects.filter(runner__isnull=False).count() == len(RUNNERS)
    assert Programme.objects.get(runner__user__email=ROB.email).stands_on == TODAY


def test_a_base_that_holds_other_people_is_left_alone(capsys):
    User.objects.create_user("tess@clinic.example")
    with pytest.raises(SystemExit) as end:
        call_command("seed_demo")
    assert end.value.code == 1
    assert "The base holds 1 other people." in capsys.readouterr().err
    assert User.objects.count() == 1
    assert not is_wanted()


DAYS = {"no day of the calendar": "2026-11-31", "a word": "today", "too long ago": "1999-12-31", "nothing": ""}


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_a_day_that_is_none_is_refused_with_what_is_allowed(day):
    with pytest.raises(CommandError, match="Allowed: a day from 2000-01-01 to 2100-01-01, as YYYY-MM-DD"):
        call_command("seed_demo", "--today", day)


def test_its_people_may_sign_in_and_are_not_taken_for_accounts_nobody_entered():
    tell(ROB, TODAY)
    assert User.objects.get().last_login is not None
    assert not User.objects.get().has_usable_password()
