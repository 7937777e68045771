"""A house with something in every table, and backups of it to look into and to doctor."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import msgspec
from allauth.account.models import EmailAddress, EmailConfirmation
from django.core.management import call_command
from django.utils import timezone

from programs.interchange.backups import MANIFEST, BackupWriter
from programs.models import Membership, Passkey, SavedView, Share, User
from programs.selectors.snapshots import kept_tables, schema
from programs.selectors.templates import Picked, last_version_of
from programs.services.assigning import Wished
from programs.services.calendars import link_calendar
from programs.services.clinic_tokens import give_clinic_token
from programs.services.clinics import keep_logo
from programs.services.code_apps import add_code_app, code_at, make_secret, step_of
from programs.services.diary import Entry, record
from programs.services.erasing import erase_person
from programs.services.intakes import Newcomer, take_on_list
from programs.services.inviting import invite
from programs.services.links import make_sign_in_link
from programs.services.partings import owe_partings
from programs.services.print_jobs import PaperKind
from programs.services.push import Told, add_phone
from programs.services.sharing import ask_to_steer, make_share_link, share_by
from programs.services.tokens import give_token
from rehab.events import Morning, Screened
from rehab.vocabulary import Lock, Route
from tests.programs.desk.houses import House
from tests.programs.desk.own import an_own, chosen_for
from tests.programs.desk.templated import FITS, LESS, a_template
from tests.programs.reminders.reminded import Reminded

Parts = dict[str, bytes]
NEWCOMER = Newcomer("A. L.", "", "", Wished(grade=1, leg="left", injured_on=timezone.now().date()))


def a_full_house() -> Reminded:
    """Rob, who trains and is reminded, with a row in every table; and Ann, who has left."""
    rob = Reminded(grade=2, days_ago=12)
    rob.lives(3, pain=1)
    rob.tells(Morning(2))
    rob.reaches_a_day_to_train()
    rob.sweeps()
    rob.sleeps_to(rob.now.replace(hour=7, minute=30))
    rob.sweeps()
    make_sign_in_link(user=rob.user, now=timezone.now())
    give_token(user=rob.user, name="my watch · ⌚", scope="read", days=90, now=timezone.now())
    Passkey.objects.create(
        user=rob.user, name="phone", credential_id="YWJj", credential=b"\x00\xff\x80 key", uses=2**40
    )
    address = EmailAddress.objects.create(user=rob.user, email=rob.user.email, verified=True, primary=True)
    EmailConfirmation.objects.create(email_address=address, key="a-key", sent=timezone.now() - timedelta(days=1))
    erase_person(user=Reminded("ann@home.test").user)
    told = Told("https://push.example.org/rob", "a public key", "a secret")
    add_phone(runner=rob.programme.runner, told=told, name="Chrome on Android")
    link_calendar(programme=rob.programme, now=timezone.now())
    house = House()
    assignment = house.assigned()
    house.link(assignment.client)
    take_on_list(member=house.owner, key=uuid4(), people=[NEWCOMER], kind=PaperKind("a4"), now=house.now)
    template = a_template(house)
    picked = Picked(last_version_of(template).pk, (FITS, LESS))
    house.assigned(house.client("Ann Lee"), picked=picked)
    keep_logo(member=house.owner, data=b"\x89PNG and more", now=house.now)
    chosen_for(house, assignment.client, "glute-bridge", an_own(house, "glute-bridge", photo=True))
    secret, now = make_secret(), timezone.now()
    add_code_app(user=rob.user, secret=secret, code=code_at(secret, step_of(now)), now=now)
    invite(by=house.owner, email="new@home.test", role=Membership.Role.THERAPIST, now=house.now)
    give_clinic_token(member=house.owner, name="calendar", scopes=["clients:read"], days=90, now=house.now)
    SavedView.objects.create(member=house.owner, choice={"whose": "mine"})
    assert assignment.programme is not None
    token = make_share_link(member=house.owner, client=house.client("A guest"), now=house.now)
    share = share_by(token=token, runner=rob.programme.runner, now=timezone.now())
    ask_to_steer(runner=rob.programme.runner, programme=rob.programme, to=house.clinic.key, now=timezone.now())
    owe_partings(Share.objects.filter(pk=share.pk), now=timezone.now())
    sign = Entry(uuid4(), Screened(frozenset({"rf05"}), Route.SAME_DAY, Lock.NO_PLAN), house.now)
    record(programme=assignment.programme, entry=sign, author="runner:somebody", now=house.now)
    return rob


def backup(file: Path) -> Path:
    """What `manage.py backup` writes."""
    call_command("backup", str(file), stdout=StringIO())
    return file


def backup_within(file: Path) -> Path:
    """The same of a base that only this test's transaction sees."""
    with file.open("wb") as stream:
        writer = BackupWriter(stream)
        for table in kept_tables():
            writer.add_table(table.name, table.columns, table.rows())
        writer.finish(made_at=timezone.now(), schema=schema())
    return file


def restore(file: Path, **options: Any) -> str:
    """What `manage.py restore` says."""
    said = StringIO()
    call_command("restore", str(file), stdout=said, **options)
    return said.getvalue()


def parts_of(file: Path) -> Parts:
    """The members of a backup, without the moment it was made at."""
    with ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = msgspec.json.decode(parts.pop(MANIFEST))
    del manifest["made_at"]
    return parts | {MANIFEST: msgspec.json.encode(manifest)}


def doctored(file: Path, change: Callable[[Parts], object]) -> Path:
    """*file* with *change* made to its members."""
    with ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with ZipFile(file, "w") as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)
    return file


def everybody_leaves() -> None:
    """An empty base, as `migrate` makes it: no list of erasures either."""
    call_command("flush", interactive=False, verbosity=0)
    assert not User.objects.exists()
