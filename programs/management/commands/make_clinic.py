"""`manage.py make_clinic NAME OWNER_EMAIL`: a clinic and who works there, made by whoever runs the house."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from programs.models import Membership, User
from programs.models.clinics import LONGEST_NAME
from programs.selectors.clinics import member_of
from programs.services.accounts import account_for
from programs.services.clinics import found_clinic, take_on
from rehab.asking import shown
from rehab.telling import NAME_ALLOWED, is_name
from rehab.zones import is_listed

WRONG_ARGUMENT = 2
HIRED = (Membership.Role.THERAPIST, Membership.Role.ASSISTANT)


class Command(BaseCommand):
    """Exit code 2 for a wrong argument, and for an address that works at a clinic already."""

    help = "Makes a clinic. Its people sign in by code as everybody does, and add a passkey before they see a client."

    def add_arguments(self, parser: CommandParser) -> None:
        """What it is called, and its people."""
        parser.add_argument("name", type=_name, metavar="NAME", help="as clients and papers call it")
        parser.add_argument("owner", type=_address, metavar="OWNER_EMAIL", help="who runs it")
        parser.add_argument("--owner-name", type=_name, help="as clients know them (default: the address)")
        parser.add_argument("--zone", type=_zone, default="UTC", help="such as Europe/London (default: UTC)")
        for role in HIRED:
            parser.add_argument(f"--{role}", type=_address, action="append", default=[], metavar="EMAIL")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """All of it or nothing."""
        now, owner = timezone.now(), self._free(options["owner"])
        owner_name = options["owner_name"] or options["owner"]
        first = found_clinic(name=options["name"], zone=options["zone"], owner=owner, owner_name=owner_name, now=now)
        for role in HIRED:
            for email in options[role.value]:
                take_on(by=first, user=self._free(email), name=email, role=role, now=now)
        self.stdout.write(f"{first.clinic.name}: {first.clinic.memberships.count()} people. They sign in at /clinic/.")

    def _free(self, email: str) -> User:
        user = account_for(email=email)
        if member_of(user) is not None:
            told = f"{shown(email)} works at a clinic already. Allowed: somebody who does not."
            raise CommandError(told, returncode=WRONG_ARGUMENT)
        return user


def _name(text: str) -> str:
    name = text.strip()
    if not is_name(name) or len(name) > LONGEST_NAME:
        allowed = f"a name of at most {LONGEST_NAME} letters, {NAME_ALLOWED}"
        raise ArgumentTypeError(f"{shown(text)} was given. Allowed: {allowed}")
    return name


def _address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise ArgumentTypeError(f"{shown(text)} was given. Allowed: an address such as name@example.com") from None
    return text


def _zone(text: str) -> str:
    if not is_listed(text):
        raise ArgumentTypeError(f"{shown(text)} was given. Allowed: a time zone such as Europe/London")
    return text
