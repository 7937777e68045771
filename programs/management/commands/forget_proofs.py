"""`manage.py forget_proofs EMAIL`: lets somebody who has lost every second proof make a new one."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from programs.selectors.people import account_of
from programs.services.code_apps import forget_proofs
from rehab.asking import shown

WRONG_ARGUMENT = 2
NO_KEY = (
    "SECRET_KEY: nothing was given. Allowed: the one that the server runs with, or DEBUG=1 for a house of `make run`. "
    "Without it nobody can be signed out, so nothing was forgotten."
)


class Command(BaseCommand):
    """Exit code 2 for an address that has no account here, and without the key that sessions are signed with."""

    help = (
        "Forgets the passkeys and the code app of EMAIL and signs them out. From then on the mailbox alone opens the "
        "way to a new second proof: first make sure, by telephone or face to face, who is asking."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose proofs are lost."""
        parser.add_argument("email", metavar="EMAIL", help="the e-mail address of an account")

    def handle(self, *args: Any, **options: Any) -> None:
        """All of them or none; what was forgotten is told, and stands on the record of the clinic."""
        user = account_of(options["email"])
        if user is None:
            told = f"{shown(options['email'])} was given. Allowed: the address of an account that may sign in."
            raise CommandError(told, returncode=WRONG_ARGUMENT)
        try:
            gone = forget_proofs(user=user, now=timezone.now())
        except ImproperlyConfigured as problem:
            raise CommandError(NO_KEY, returncode=WRONG_ARGUMENT) from problem
        self.stdout.write(f"{user.email}: forgotten were {gone} passkeys and apps. They sign in anew and add one.")
