"""A client's paper: the coming week as it stands, with the clinic's face and a link of the client's own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from programs.client_papers import SIZES, Unprintable, address_of, printable_of, sheet_of
from programs.handouts.week import week_handout
from programs.models import Client, Membership
from programs.selectors.clinics import PRINT
from programs.services.clinics import make_client_link
from programs.web.desk.door import TELLING, with_client
from programs.web.papers import few_a_minute


@few_a_minute
@with_client(*TELLING, needs=PRINT, noted="printed")
def paper(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """The PDF, with a new link in its code. A page that says why where there is nothing to print: a warning sign that
    stands, a pause, an end.
    """
    now = timezone.now()
    found = printable_of(member, client, now)
    if isinstance(found, Unprintable):
        return render(request, "desk/no_paper.html", {"member": member, "client": client}, status=409)
    address = address_of(request, make_client_link(member=member, client=client, now=now))
    sheet = sheet_of(found, member=member, client=client, address=address)
    size = request.POST.get("paper", SIZES[0])
    pdf = week_handout(sheet, size=size if size in SIZES else SIZES[0], large_print=request.POST.get("large") == "yes")
    headers = {"Content-Disposition": f'inline; filename="strideback-week-{sheet.number}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
