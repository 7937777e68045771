"""Who at a clinic may see whom: said here, once. Doors start from `member_of`, and reach a client through
`client_seen_by` and a programme through `programme_seen_by` alone.
"""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet

from programs.models import (
    Assignment,
    Client,
    ClientLink,
    Clinic,
    ClinicLogo,
    ClinicToken,
    Membership,
    Programme,
    Runner,
    Share,
    User,
)
from programs.models.links import digest_of
from programs.selectors.programmes import WITH_ITS_PEOPLE
from programs.selectors.tokens import digest_of as digest_of_secret

# What a member of each role may do. An owner also works with clients; who should not has no such role.
READ, PRINT, DIARY, ASSIGN, STEER, RUN_THE_HOUSE = "read", "print", "diary", "assign", "steer", "run the house"
_OF_ASSISTANTS = frozenset({READ, PRINT, DIARY})
_OF_THERAPISTS = _OF_ASSISTANTS | {ASSIGN, STEER}
RIGHTS = {
    Membership.Role.ASSISTANT: _OF_ASSISTANTS,
    Membership.Role.THERAPIST: _OF_THERAPISTS,
    Membership.Role.OWNER: _OF_THERAPISTS | {RUN_THE_HOUSE},
}
# What of a role each scope of a token stands on: a program opens nothing that its member does not.
RIGHT_BEHIND = {
    ClinicToken.Scope.CLIENTS_READ: READ,
    ClinicToken.Scope.CLIENTS_WRITE: ASSIGN,
    ClinicToken.Scope.PLANS_READ: READ,
    ClinicToken.Scope.PLANS_ADJUST: STEER,
    ClinicToken.Scope.FINDINGS_WRITE: STEER,
    ClinicToken.Scope.PAPERS_PRINT: PRINT,
}


def member_of(user: User | AnonymousUser) -> Membership | None:
    """The place where *user* works now; None for strangers, and for people who left, or whose clinic closed."""
    if not user.is_authenticated:
        return None
    working = Membership.objects.filter(user=user, until__isnull=True, clinic__closed_at__isnull=True)
    return working.select_related("clinic").first()


def may(member: Membership, what: str) -> bool:
    """Whether the role of *member* allows *what*, one of the words above."""
    return what in RIGHTS[Membership.Role(member.role)]


def members_of(clinic: Clinic) -> QuerySet[Membership]:
    """Who works at *clinic* now."""
    return clinic.memberships.filter(until__isnull=True)


def logo_of(clinic: Clinic) -> bytes:
    """The PNG at the head of the papers of *clinic*; nothing where there is none."""
    row = ClinicLogo.objects.filter(clinic=clinic).first()
    return bytes(row.data) if row else b""


def clients_seen_by(member: Membership) -> QuerySet[Client]:
    """The clients of the clinic where *member* works, those that were discharged among them."""
    return Client.objects.filter(clinic_id=member.clinic_id)


def client_seen_by(member: Membership, key: UUID) -> Client | None:
    """The client of that key, for people of their clinic; None for anybody else, as for a key that nobody has."""
    found = clients_seen_by(member).filter(key=key).select_related("clinic", "therapist", "runner")
    return found.first()


def assignment_of(client: Client) -> Assignment | None:
    """What *client* has been given and has not ended."""
    found = client.assignments.filter(ended_at__isnull=True)
    return found.select_related("programme__runner", "made_by", "screened_by").first()


def programme_seen_by(member: Membership, client: Client) -> Programme | None:
    """The running programme of *client*, while it is shared with the clinic of *member*; None once it is not."""
    shared = Programme.objects.filter(
        assignment__client=client,
        assignment__ended_at__isnull=True,
        ended_on__isnull=True,
        shares__clinic_id=member.clinic_id,
        shares__until__isnull=True,
    )
    return shared.select_related("runner").first()


def programme_steered_by(member: Membership, client: Client) -> Programme | None:
    """The running programme of *client*, where the clinic of *member* sees it and may change its plan."""
    seen = programme_seen_by(member, client)
    steering = Share.objects.filter(programme=seen, clinic_id=member.clinic_id, until__isnull=True, steers=True)
    return seen if seen is not None and steering.exists() else None


def is_taken_back(client: Client) -> bool:
    """Whether the runner of what *client* was assigned shares it with the clinic no more. From then on its people give
    them nothing, write them nothing and open no way to it.
    """
    shared = Share.objects.filter(programme=OuterRef("programme"), clinic_id=client.clinic_id, until__isnull=True)
    given = client.assignments.filter(ended_at__isnull=True, programme__runner__isnull=False)
    return given.filter(~Exists(shared)).exists()


def message_to(programme: Programme) -> tuple[str, str]:
    """What a clinic says beside *programme*, and the clinic's name; two empty texts where none does."""
    assignment: Assignment | None = getattr(programme, "assignment", None)
    if assignment is None or assignment.ended_at or not assignment.message:
        return "", ""
    return assignment.message, assignment.client.clinic.name


def shared_with(runner: Runner) -> QuerySet[Share]:
    """The clinics that see a running programme of *runner*."""
    shares = Share.objects.filter(programme__runner=runner, programme__ended_on__isnull=True, until__isnull=True)
    return shares.select_related("clinic", "programme").order_by("since", "pk")


# Programs that act for people of a clinic


def open_clinic_tokens(now: datetime) -> QuerySet[ClinicToken]:
    """Tokens that open something at *now*: not over, not taken back, of people who work at a clinic that goes on."""
    return ClinicToken.objects.filter(
        revoked_at=None,
        expires_at__gt=now,
        membership__until__isnull=True,
        membership__user__is_active=True,
        membership__clinic__closed_at__isnull=True,
    )


def clinic_token_of(secret: str, now: datetime) -> ClinicToken | None:
    """The token that *secret* opens at *now*, with the member it acts for; None for one that opens nothing."""
    found = open_clinic_tokens(now).filter(digest=digest_of_secret(secret))
    return found.select_related("membership__clinic", "membership__user").first()


def scopes_open_to(member: Membership) -> tuple[str, ...]:
    """The scopes that a token of *member* may have."""
    return tuple(scope.value for scope, right in RIGHT_BEHIND.items() if may(member, right))


def scopes_of(token: ClinicToken) -> tuple[str, ...]:
    """What *token* opens by the role that its member has now."""
    return tuple(scope for scope in scopes_open_to(token.membership) if scope in token.scopes)


def clinic_tokens_seen_by(member: Membership) -> QuerySet[ClinicToken]:
    """The tokens that *member* may see and take back: their own; an owner's sight reaches everybody's at the clinic."""
    found = ClinicToken.objects.filter(membership__clinic_id=member.clinic_id).select_related("membership")
    return found if may(member, RUN_THE_HOUSE) else found.filter(membership=member)


# Holders of a client's link


def open_links(now: datetime) -> QuerySet[ClientLink]:
    """Links that open something at *now*. Those of a clinic that has closed do: the plan behind them goes on."""
    return ClientLink.objects.filter(revoked_at__isnull=True, ends_at__gt=now, client__discharged_at__isnull=True)


def link_of(token: str, now: datetime) -> ClientLink | None:
    """The link whose token this is; None where it opens nothing, or nothing more."""
    found = open_links(now).filter(digest=digest_of(token))
    return found.select_related("client__clinic", "client__runner").first()


# The digest of the link that this browser has agreed to; an account that signs in there goes before it.
HELD = "client_link"


def link_held(digest: str, now: datetime) -> ClientLink | None:
    """The link that a browser opened before, known by the digest it keeps; None once its runner has an account: what is
    kept there is more than this plan, and opens by signing in.
    """
    found = open_links(now).filter(digest=digest, client__runner__user__isnull=True, client__runner__isnull=False)
    return found.select_related("client__clinic", "client__runner").first()


def programme_by_link(digest: str, now: datetime) -> Programme | None:
    """The one programme that the holder of that link follows; None before the client has begun it, and after."""
    running = Programme.objects.filter(ended_on__isnull=True, assignment__ended_at__isnull=True)
    running = running.filter(runner__isnull=False, runner__user__isnull=True)
    return (
        running.filter(assignment__client__links__in=open_links(now).filter(digest=digest))
        .select_related(*WITH_ITS_PEOPLE)
        .first()
    )
