"""Programs of a clinic: whom they act for, what their token opens, and how what goes wrong is told."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from programs.api.bearer import BearerToken, secret_in
from programs.api.door import KnownDoor, refuse
from programs.api.problems import (
    BREAKS_RULES,
    CHANGED,
    NO_SCOPE,
    NOT_FOUND,
    NOT_KEPT,
    NOT_NOW,
    TOLD_OTHERWISE,
    WRONG_VALUES,
    ProblemError,
)
from programs.api.reading import MOST_STRANGERS
from programs.models import Client, ClinicToken, Membership, Programme
from programs.selectors.clinics import (
    client_seen_by,
    clinic_token_of,
    programme_seen_by,
    programme_steered_by,
    scopes_of,
)
from programs.services.adjusting import ChangedMeanwhileError, NotPermittedError
from programs.services.audit import note
from programs.services.clinic_tokens import note_use
from programs.services.clinics import NotSharedError
from programs.services.diary import ConflictError, RefusedError
from programs.services.giving import TemplateRefusedError
from programs.services.joining import AlreadyFollowingError
from programs.services.templates import NotOfferedError, TemplateChangedError
from programs.services.working import NotGuidedError, WorksHereNoMoreError
from programs.services.writing import WrittenMeanwhileError
from rehab.adjusting import Broken
from rehab.asking import BadAnswersError, Wrong, shown


class ClinicBearer(BearerToken):
    """`Authorization: Bearer` and the secret of a clinic's token. No session, no runner's token opens these doors."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        secret, now = secret_in(request), timezone.now()
        if secret is None:
            return None
        token = clinic_token_of(secret, now)
        if token is None:
            raise AuthenticationFailed
        note_use(token=token, now=now)
        return token.membership.user, token


class HasScope(BasePermission):
    """A token with the scope of the operation, by the role that its member has now."""

    def has_permission(self, request: Request, view: Any) -> bool:
        token = request.auth
        if not isinstance(token, ClinicToken):
            return False
        needed = view.operations["GET" if request.method == "HEAD" else request.method].scope
        had = scopes_of(token)
        if needed not in had:
            raise ProblemError(NO_SCOPE, [Wrong("scope", ", ".join(had) or "none", needed)])
        return True


class ClinicDoor(KnownDoor):
    """Open to a program with a clinic's token. What it asks beside the address stands in a body, but for the list."""

    authentication_classes = (ClinicBearer,)  # type: ignore[assignment]
    permission_classes = (HasScope,)  # type: ignore[assignment]

    def handle_exception(self, exc: Exception) -> Response:
        """What services refuse, as problems."""
        return super().handle_exception(as_problem(exc))

    @staticmethod
    def member_behind(request: Request) -> Membership:
        """Whom the program acts for; what they do is put on record with the token."""
        token = request.auth
        assert isinstance(token, ClinicToken), "nobody else has passed"
        token.membership.token = token.key
        return token.membership


class ClientDoor(ClinicDoor):
    """A door of one client, for the clinic of the token alone."""

    def client_at(self, request: Request, key: str, *, noted: str = "saw") -> tuple[Membership, Client]:
        """The member and the client of that *key*; that it was looked at is put on record, or what *noted* says. 404
        for every other key, whether anybody has it or not.
        """
        names = sorted(request.query_params)[:MOST_STRANGERS]
        refuse([Wrong(shown(name), "a name in the address", "nothing beside the address") for name in names])
        member = self.member_behind(request)
        client = client_seen_by(member, key_of(key))
        if client is None:
            raise ProblemError(NOT_FOUND)
        if noted:
            note(member=member, what=noted, about=client.key, now=timezone.now())
        return member, client

    @staticmethod
    def programme_at(member: Membership, client: Client) -> Programme:
        """The running programme that the clinic sees; 404 where there is none."""
        programme = programme_seen_by(member, client)
        if programme is None:
            raise ProblemError(NOT_FOUND)
        return programme

    def steered_at(self, member: Membership, client: Client) -> Programme:
        """The programme that is the clinic's to change; 404 where it sees none, 409 where another one steers it."""
        seen = self.programme_at(member, client)
        if programme_steered_by(member, client) is None:
            raise not_now("a programme that another clinic steers", "one that is yours to change")
        return seen


def key_of(text: str) -> UUID:
    """The key that *text* is; 404 for what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise ProblemError(NOT_FOUND) from None


def not_now(given: str, allowed: str) -> ProblemError:
    """409: what was asked about a client cannot be done as things are."""
    return ProblemError(NOT_NOW, [Wrong("client", given, allowed)])


def as_problem(failure: Exception) -> Exception:
    """*failure* of a service as a problem; any other as it is."""
    match failure:
        case BadAnswersError():
            return ProblemError(WRONG_VALUES, failure.wrongs)
        case NotPermittedError():
            return ProblemError(BREAKS_RULES, _broken(failure.weighed.broken))
        case ChangedMeanwhileError():
            return ProblemError(CHANGED, [Wrong("seen", "the number of an older plan", str(failure))])
        case WrittenMeanwhileError():
            return ProblemError(CHANGED, [Wrong("seen", "what names older texts", str(failure))])
        case TemplateRefusedError():
            return ProblemError(BREAKS_RULES, _of_template(failure))
        case TemplateChangedError():
            return ProblemError(CHANGED, [Wrong("template.version", str(failure.seen), str(failure))])
        case NotOfferedError():
            return ProblemError(WRONG_VALUES, [Wrong("template.key", "one that nobody can pick now", str(failure))])
        case ConflictError():
            return ProblemError(TOLD_OTHERWISE, [Wrong("uuid", "one that was used before", str(failure))])
        case RefusedError():
            return ProblemError(NOT_KEPT, [Wrong("entry", "what was sent", str(failure))])
        case AlreadyFollowingError():
            return not_now("somebody who follows another programme", str(failure))
        case NotGuidedError() | NotSharedError():
            return not_now("a client who is the clinic's to guide no more", str(failure))
        case WorksHereNoMoreError():
            return AuthenticationFailed()
    return failure


def _broken(refused: Iterable[Broken]) -> list[Wrong]:
    """Each rule with its first day, and whether anybody may override it."""
    return [
        Wrong(
            broken.rule,
            broken.date.isoformat() if broken.date else "no day in particular",
            "with a reason that is kept" if broken.overridable else "nothing: nobody may override this",
        )
        for broken in refused
    ]


def _of_template(failure: TemplateRefusedError) -> list[Wrong]:
    """What stands against each wish of a template: rules, and names or doses that are not there any more."""
    found = (wrong for one in failure.refused for wrong in (*one.wrongs, *_broken(one.broken)))
    return list(dict.fromkeys(found))
