"""A clinic that has asked for the papers of many, in a base of its own: `python -m tests.programs.desk.printed_crowd
NUMBER`.
"""

import sys

import django
from django.core.management import call_command


def gather(number: int) -> None:
    """Migrate, and let that many papers be owed."""
    # Models can be imported once Django is set up, and only then.
    from programs.services.print_jobs import PaperKind, order_papers  # noqa: PLC0415
    from tests.programs.desk.crowds import crowd  # noqa: PLC0415
    from tests.programs.desk.houses import House  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    house = crowd(House(), number - 1).house  # the model they are copies of is one more
    clients = list(house.clinic.clients.order_by("pk"))
    order_papers(member=house.owner, clients=clients, kind=PaperKind("a4"), now=house.now)


if __name__ == "__main__":
    django.setup()
    gather(int(sys.argv[1]))
