"""`manage.py sign_in_link EMAIL`: signs somebody in where the host sends no mail."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse
from django.utils import timezone

from programs.models import User
from programs.selectors.people import account_of
from programs.services.links import OPEN_FOR, make_sign_in_link, whole_address
from rehab.asking import shown

WRONG_ARGUMENT = 2


class Command(BaseCommand):
    """Exit code 2 for an address that has no account here."""

    help = f"Prints a link that signs EMAIL in, once and within {OPEN_FOR.seconds // 60} minutes."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom to sign in."""
        parser.add_argument("email", metavar="EMAIL", help="the e-mail address of an account")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the address and nothing else, so that scripts can pass it on."""
        user = account_of(options["email"])
        if user is None:
            given = shown(options["email"])
            self.stderr.write(f"EMAIL: {given} was given. Allowed: the address of an account that may sign in.")
            sys.exit(WRONG_ARGUMENT)
        self.stdout.write(link_for(user))


def link_for(user: User) -> str:
    """The whole address of a new link that signs *user* in."""
    token = make_sign_in_link(user=user, now=timezone.now())
    return whole_address(reverse("sign-in-link", args=[token]))
