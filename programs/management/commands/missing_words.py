"""`manage.py missing_words LANGUAGE`: what English says and a language does not say yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rehab import words
from rehab.asking import shown

WRONG_ARGUMENT = 2


class Command(BaseCommand):
    """Exit code 0 where nothing is missing, 1 where something is, 2 for a language that nobody has begun."""

    help = "Lists the clinical wording that LANGUAGE lacks, and so says in English."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which language."""
        parser.add_argument("language", metavar="LANGUAGE", help="a folder under rehab/data/text, such as de")

    def handle(self, *args: Any, **options: Any) -> None:
        """An entry a line, as `file.toml: entry.key`."""
        language = options["language"]
        known = words.languages(words.TEXT)
        if language not in known:
            told = f"{shown(language)} was given. Allowed: {', '.join(known)}."
            raise CommandError(told, returncode=WRONG_ARGUMENT)
        lacking = words.missing(language, words.TEXT)
        self.stdout.writelines(f"{entry}\n" for entry in lacking)
        self.stdout.write(f"{len(lacking)} missing in {language}.")
        if lacking:
            raise SystemExit(1)
