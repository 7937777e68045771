"""Reads followed programmes: whose they are, their diaries, and the day at hand.

Who may see a programme is said here, once: `running_programme` gives a runner their own. Doors start from it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from programs.models import Event, Programme, User, Version
from programs.models.values import read
from programs.selectors.askers import ADJUSTED, authors_in
from programs.selectors.shown_as import with_ways
from rehab.archive import unverified
from rehab.events import Noted
from rehab.following import Fact, Start, Today, day_at_hand, days_until, first_state
from rehab.library import load_protocol
from rehab.protocol import Protocol
from rehab.situation import Terms, terms_of
from rehab.state import Session, State

# Entries that today may rest on however long ago they were told: flags, what was asked once, who asks for something.
FLAGGED, CLEARED = "flagged", "cleared"
# Whose a programme is, and which clinic says something beside it: read with it, at no further question.
WITH_ITS_PEOPLE = ("runner", "assignment__client__clinic")
# What counts nothing on the word of another house, where nobody has seen who said so.
UNVERIFIED = (CLEARED, ADJUSTED, "undone")
KEPT_IN_VIEW = (FLAGGED, CLEARED, "regraded", "answered", ADJUSTED)
# So long after a move of zones, whichever, the date is that of the new one.
OVER_THE_DATE_LINE = timedelta(days=3)
# What a phone is told: the two days that it keeps, and more for a page that was left open.
DAYS_TOLD_AHEAD = 4


class Following(msgspec.Struct, frozen=True):
    """A programme on one day: its rules, what it began with, the *facts* that today rests on, and today itself.
    *askers* are the authors of what therapists have asked for, by its key.
    """

    programme: Programme
    protocol: Protocol
    start: Start
    facts: tuple[Fact, ...]
    today: Today
    askers: Mapping[str, str] = {}

    @property
    def terms(self) -> Terms:
        """The protocol's numbers for the runner as they are now."""
        return terms_of(self.protocol, self.today.now.situation)


def running_programme(user: User | AnonymousUser) -> Programme | None:
    """The programme that *user* follows now; None for strangers and for people who follow none."""
    if not user.is_authenticated:
        return None
    mine = Programme.objects.filter(runner__user=user, ended_on__isnull=True)
    return with_ways(mine.select_related(*WITH_ITS_PEOPLE)).first()


def zone_at(programme: Programme, moment: datetime) -> ZoneInfo:
    """The zone that the runner's days are counted in at *moment*."""
    since = programme.zone_since
    return ZoneInfo(programme.zone if since is None or moment >= since else programme.zone_before)


def local_day(programme: Programme, moment: datetime) -> date:
    """The date on the runner's calendar at *moment*; never before the day of joining, which a calendar further east may
    have told. A date that comes again after a move of zones goes on: no day is lived before one that was over.
    """
    day = max(programme.joined_on, moment.astimezone(zone_at(programme, moment)).date())
    since = programme.zone_since
    if since is None or moment < since:
        return day
    return max(day, (since - timedelta(seconds=1)).astimezone(ZoneInfo(programme.zone_before)).date())


def midnights(programme: Programme, now: datetime) -> Iterator[tuple[date, datetime]]:
    """The next days on the runner's calendar after that of *now*, each with the moment in UTC at which it begins."""
    today, moment, since = local_day(programme, now), now, programme.zone_since
    for _ in range(DAYS_TOLD_AHEAD):
        zone = zone_at(programme, moment)
        over = moment.astimezone(zone).date()
        begins = datetime.combine(over + timedelta(days=1), time.min, tzinfo=zone).astimezone(UTC)
        moment = since if since is not None and moment < since < begins else begins
        if (day := local_day(programme, moment)) > today:
            today = day
            yield day, moment


def protocol_of(programme: Programme) -> Protocol:
    """The protocol the programme is folded with, which stays its own when newer ones are released."""
    return load_protocol(programme.protocol, programme.protocol_version)


def start_of(programme: Programme) -> Start:
    """What the programme began with, as far as it counts here."""
    start = read(programme.start, Start)
    return unverified(start) if programme.imported else start


def state_of(programme: Programme) -> State:
    """Where the programme stands at the start of its day `stands_on`."""
    return read(programme.state, State)


def entries_since(programme: Programme, day: date) -> list[Event]:
    """The entries of *day* and later that nobody has corrected, and those of any day that today may rest on."""
    return _entries_since([programme.pk], day)[programme.pk]


def entries_of(programmes: Iterable[Programme]) -> dict[int, list[Event]]:
    """What each of *programmes* has since the day it stands at, by primary key. It asks once for each of these days,
    of which programmes that are looked at in one minute have few.
    """
    standing: dict[date, set[int]] = {}
    for programme in programmes:
        standing.setdefault(programme.stands_on, set()).add(programme.pk)
    return {pk: entries for day, pks in standing.items() for pk, entries in _entries_since(pks, day).items()}


def _entries_since(programmes: Collection[int], day: date) -> dict[int, list[Event]]:
    # What corrects an entry may be of another day than the entry, so that the base is asked and not the rows found.
    corrections = Event.objects.filter(programme=OuterRef("programme"), supersedes=OuterRef("uuid"))
    standing = Event.objects.filter(~Exists(corrections), programme__in=programmes).order_by()
    # An index leads to each half; "one or the other", or an order asked of the base, would read the whole diary.
    before = standing.filter(on__lt=day, kind__in=KEPT_IN_VIEW)
    found: dict[int, list[Event]] = {programme: [] for programme in programmes}
    for entry in standing.filter(on__gte=day).union(before, all=True):
        if not is_unverified(entry):
            found[entry.programme_id].append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: (entry.on, entry.happened_at, entry.uuid))
    return found


def all_entries(programme: Programme) -> list[Event]:
    """Every entry of the diary that nobody has corrected, in the order of the fold."""
    return without_corrected(programme.events.order_by("on", "happened_at", "uuid"))


def without_corrected(entries: Iterable[Event]) -> list[Event]:
    """*entries* but those that another of them corrects, and clearances and adjustments told elsewhere, which nobody
    here has seen.
    """
    listed = list(entries)
    corrected = {entry.supersedes for entry in listed if entry.supersedes}
    return [entry for entry in listed if entry.uuid not in corrected and not is_unverified(entry)]


def is_unverified(entry: Event) -> bool:
    """Whether *entry* would unlock or change something on the word of another house."""
    return entry.imported and entry.kind in UNVERIFIED


def fact_of(entry: Event) -> Fact:
    """An entry as the rules read it."""
    done_from = read(entry.done_from, Session) if entry.done_from else None
    return Fact(
        entry.on, entry.happened_at.astimezone(UTC), str(entry.uuid), msgspec.convert(entry.body, Noted), done_from
    )


def following(programme: Programme, now: datetime, diary: Iterable[Event] | None = None) -> Following:
    """*programme* on the runner's day at *now*. Nothing is written: days that passed since anybody looked are folded
    in memory. *diary* is what `entries_of` has read for it, where it has.
    """
    protocol, start = protocol_of(programme), start_of(programme)
    entries = entries_since(programme, programme.stands_on) if diary is None else list(diary)
    facts = tuple(fact_of(entry) for entry in entries)
    recent = [fact for fact in facts if fact.on >= programme.stands_on]
    state, _ = days_until(protocol, state_of(programme), recent, local_day(programme, now))
    return Following(programme, protocol, start, facts, day_at_hand(protocol, state, recent), authors_in(entries))


def following_on(programme: Programme, day: date, now: datetime) -> Following:
    """*programme* on *day*, the runner's day at *now* or one before it: as the diary tells it by now."""
    if day >= max(programme.stands_on, local_day(programme, now)):
        return following(programme, now)
    protocol, start = protocol_of(programme), start_of(programme)
    state, facts = folded_anew(programme, day, since=day)
    return Following(programme, protocol, start, facts, day_at_hand(protocol, state, facts))


def folded_from_the_start(programme: Programme, day: date) -> tuple[State, tuple[Fact, ...]]:
    """The state at the start of *day*, with every entry of the diary counted anew, and those entries."""
    facts = tuple(fact_of(entry) for entry in all_entries(programme))
    first = first_state(protocol_of(programme), start_of(programme))
    state, _ = days_until(protocol_of(programme), first, facts, day)
    return state, facts


def folded_anew(programme: Programme, day: date, *, since: date) -> tuple[State, tuple[Fact, ...]]:
    """The state at the start of *day*, with every entry of *since* and later counted anew, and the facts that *day*
    rests on. It folds from where the last version stood that knows all there is before its day, not from the start.
    """
    version = version_standing_by(programme, since)
    if version is None:
        return folded_from_the_start(programme, day)
    facts = tuple(fact_of(entry) for entry in entries_since(programme, version.on))
    recent = [fact for fact in facts if fact.on >= version.on]
    state, _ = days_until(protocol_of(programme), read(version.state, State), recent, day)
    return state, facts


def version_standing_by(programme: Programme, day: date) -> Version | None:
    """The last version up to *day* whose state is what the diary comes to: of no day before its own has anything been
    told, or corrected, since it was made.
    """
    since = Event.objects.filter(programme=programme, seq__gt=OuterRef("seq"))
    of_a_day_before = Event.objects.filter(
        programme=programme, uuid=OuterRef("supersedes"), on__lt=OuterRef(OuterRef("on"))
    )
    own = programme.versions.filter(
        imported=False, on__lte=day, engine=programme.engine, protocol_version=programme.protocol_version
    )
    known = own.exclude(Exists(since.filter(on__lt=OuterRef("on")))).exclude(
        Exists(since.filter(Exists(of_a_day_before)))
    )
    return known.order_by("-number").first()


def last_version(programme: Programme) -> Version | None:
    """The plan as it was last shown here; None where only another house has shown any."""
    return programme.versions.filter(imported=False).order_by("-number").first()


def behind(now: datetime) -> list[int]:
    """The running programmes whose day has ended at *now* on their own calendar, by primary key."""
    running = Programme.objects.filter(ended_on__isnull=True)
    moving = Q(zone_since__gt=now - OVER_THE_DATE_LINE)
    zones = running.exclude(moving).order_by().values_list("zone", flat=True).distinct()
    days = Q(pk__in=[programme.pk for programme in running.filter(moving) if _is_behind(programme, now)])
    for zone in zones:
        days |= Q(zone=zone, stands_on__lt=now.astimezone(ZoneInfo(zone)).date()) & ~moving
    return list(running.filter(days).order_by("pk").values_list("pk", flat=True))


def _is_behind(programme: Programme, now: datetime) -> bool:
    return programme.stands_on < local_day(programme, now)
