"""Who at a clinic may see whom: said here, once. Doors start from `member_of`, and reach a client through
`client_seen_by` and a programme through `programme_seen_by` alone.
"""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from programs.models import (
    Assignment,
    Client,
    ClientLink,
    Clinic,
    ClinicLogo,
    ClinicToken,
    Membership,
    OwnPicture,
    Programme,
    Runner,
    Share,
    User,
)
from programs.models.links import digest_of
from programs.selectors.programmes import WITH_ITS_PEOPLE
from programs.selectors.shown_as import shares_with_ways, shown_as, with_ways
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
    return _assignments_of(client).first()


def assignment_and_links(client: Client, now: datetime) -> tuple[Assignment | None, int]:
    """The same, with how many links of *client* open it at *now*, at one question."""
    open_now = open_links(now).filter(client=OuterRef("client")).order_by().values("client")
    counted = Subquery(open_now.annotate(number=Count("pk")).values("number"))
    found = _assignments_of(client).annotate(open_links=Coalesce(counted, 0)).first()
    return found, found.open_links if found else 0


def _assignments_of(client: Client) -> QuerySet[Assignment]:
    beside = "programme__runner", "made_by", "screened_by", "given_template__version__template"
    return client.assignments.filter(ended_at__isnull=True).select_related(*beside)


def programme_seen_by(member: Membership, client: Client) -> Programme | None:
    """The running programme of *client*, while it is shared with the clinic of *member*; None once it is not."""
    shared = Programme.objects.filter(_shared_now(member, client), ended_on__isnull=True)
    return with_ways(shared.select_related("runner")).first()


def programme_steered_by(member: Membership, client: Client) -> Programme | None:
    """The running programme of *client*, where the clinic of *member* sees it and may change its plan."""
    steered = Programme.objects.filter(_shared_now(member, client), shares__steers=True, ended_on__isnull=True)
    return with_ways(steered.select_related("runner")).first()


def _shared_now(member: Membership, client: Client) -> Q:
    return Q(shares__client=client, shares__clinic_id=member.clinic_id, shares__until__isnull=True)


def programme_reported_to(member: Membership, client: Client) -> tuple[Programme, datetime | None] | None:
    """The programme of *client* that people of the clinic of *member* may still report on, and the moment up to which
    they know it, None for now: one that is shared, or was until the client was discharged. None for one that the runner
    has stopped sharing.
    """
    known = Share.objects.filter(client=client, clinic_id=member.clinic_id)
    known = known.filter(Q(until__isnull=True) | Q(ended=Share.Ended.DISCHARGED, client__discharged_at__isnull=False))
    share = known.select_related("programme__runner").order_by("since", "pk").last()
    return (share.programme, share.until) if share else None


def shares_beside(member: Membership, client: Client) -> list[Share]:
    """By what clinics see the running programme of *client* now, that of *member* among them, the one that steers
    first; none where that one does not see it.
    """
    own = Share.objects.filter(client=client, clinic_id=member.clinic_id, until__isnull=True)
    shares = Share.objects.filter(programme__in=own.values("programme"), until__isnull=True)
    shares = shares.filter(programme__ended_on__isnull=True).select_related("clinic", "programme__runner")
    return shares_with_ways(shares.order_by("-steers", "since", "pk"))


def is_shown_to(member: Membership, photo: UUID) -> bool:
    """Whether a programme that the clinic of *member* reads beside another clinic shows that *photo* of theirs now."""
    theirs = OwnPicture.objects.filter(key=photo).values("clinic")
    steered = Share.objects.filter(programme=OuterRef("pk"), clinic__in=theirs, steers=True, until__isnull=True)
    read = Programme.objects.filter(shares__clinic_id=member.clinic_id, shares__until__isnull=True)
    shown = with_ways(read.filter(Exists(steered), ended_on__isnull=True))
    return any(photo.hex == way.picture for programme in shown for way in shown_as(programme).values())


def share_of(member: Membership, client: Client) -> Share | None:
    """By what the clinic of *member* sees a running programme of *client* now."""
    shares = Share.objects.filter(client=client, clinic_id=member.clinic_id, until__isnull=True)
    return shares.filter(programme__ended_on__isnull=True).select_related("clinic", "programme__runner").first()


def shares_of(programme: Programme) -> QuerySet[Share]:
    """By what clinics see *programme* now, the one that steers first."""
    shares = Share.objects.filter(programme=programme, until__isnull=True)
    return shares.select_related("clinic", "client__therapist").order_by("-steers", "since", "pk")


def programmes_of(client: Client) -> list[int]:
    """The programmes that *client* was given or shares with their clinic now, by number, for whoever ends that."""
    theirs = Q(assignment__client=client, assignment__ended_at__isnull=True)
    shared = Q(shares__client=client, shares__until__isnull=True)
    return list(Programme.objects.filter(theirs | shared).values_list("pk", flat=True).distinct())


def programmes_known_to(clinic: Clinic) -> list[int]:
    """The programmes that people of *clinic* may see now, by number."""
    return list(Share.objects.filter(clinic=clinic, until__isnull=True).values_list("programme", flat=True))


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
    """The clinics that see a running programme of *runner*, the one that steers first."""
    shares = Share.objects.filter(programme__runner=runner, programme__ended_on__isnull=True, until__isnull=True)
    return shares.select_related("clinic", "programme").order_by("-steers", "since", "pk")


def still_reported(runner: Runner) -> QuerySet[Share]:
    """By what clinics may still print what *runner* had told until they discharged them."""
    shares = Share.objects.filter(programme__runner=runner, ended=Share.Ended.DISCHARGED, clinic__closed_at=None)
    return shares.select_related("clinic", "programme").order_by("until", "pk")


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
    link = open_links(now).filter(digest=digest).values("client")
    steered = Share.objects.filter(programme=OuterRef("pk"), client__in=link, until__isnull=True, steers=True)
    assigned = Q(assignment__client__in=link, assignment__ended_at__isnull=True)
    running = Programme.objects.filter(assigned | Exists(steered), ended_on__isnull=True)
    running = running.filter(runner__isnull=False, runner__user__isnull=True)
    return with_ways(running.select_related(*WITH_ITS_PEOPLE)).first()
