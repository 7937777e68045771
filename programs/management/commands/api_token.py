"""`manage.py api_token EMAIL --name NAME`: a key for a program that acts for somebody, or an end to it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from programs.models import ApiToken, User
from programs.models.tokens import LONGEST_NAME
from programs.services.tokens import LONGEST_DAYS, give_token, revoke_tokens
from rehab.telling import NAME_ALLOWED, is_name


class Command(BaseCommand):
    """Prints the secret of a new token, once."""

    help = "Makes a token for the API and prints its secret once; --revoke takes back those of that name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the account it acts for")
        parser.add_argument("--name", required=True, help="what it is for, such as 'my watch'")
        parser.add_argument("--scope", default="read", choices=ApiToken.Scope.values, help="what it opens")
        parser.add_argument("--days", type=int, default=90, help=f"how long it opens it, 1 to {LONGEST_DAYS}")
        parser.add_argument("--revoke", action="store_true", help="take back every token of that name")

    def handle(self, *args: Any, **options: Any) -> None:
        email, name = options["email"], options["name"].strip()
        user = User.objects.filter(email=User.objects.normalize_email(email)).first()
        if user is None:
            raise CommandError(f"{email} has no account: give the address somebody signs in with", returncode=2)
        if not is_name(name) or len(name) > LONGEST_NAME:
            raise CommandError(f"--name: give 1 to {LONGEST_NAME} letters, {NAME_ALLOWED}", returncode=2)
        now = timezone.now()
        if options["revoke"]:
            self.stdout.write(f"taken back: {revoke_tokens(user=user, name=name, now=now)}")
            return
        try:
            _, secret = give_token(user=user, name=name, scope=options["scope"], days=options["days"], now=now)
        except ValueError as fault:
            raise CommandError(str(fault), returncode=2) from None
        self.stdout.write(secret)
