"""The mail that invites somebody to work at a clinic. Its subject names neither of the two."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def invitation_mail(*, to: str, clinic: str, inviter: str, role: str, opens: str) -> EmailMessage:
    """A mail to *to* with the link *opens*, by which its reader may work at *clinic* in that *role*."""
    told = {"clinic": clinic, "inviter": inviter, "role": role, "opens": opens}
    return EmailMessage(
        subject=_("You are invited to a clinic on Strideback"),
        body=render_to_string("notices/invitation.txt", told),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
