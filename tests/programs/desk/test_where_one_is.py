"""The navigation marks where somebody is, on the pages below its own as well, at the desk and among a runner's own."""

import re

import pytest
from django.test import RequestFactory
from django.urls import get_resolver, resolve, reverse

from programs.models import User
from programs.web.frame import frame
from tests.programs.desk.houses import House, signed_in

pytestmark = pytest.mark.django_db

MARKED = re.compile(r'<a href="([^"]+)"\s+aria-current="(\w+)"')
DESK = ("/clinic/", "/clinic/new/", "/clinic/exercises/", "/clinic/settings/")
# A page, the entry of the navigation that is marked on it, and how.
PAGES = {
    "the list": ("/clinic/", "/clinic/", "page"),
    "a client": ("client", "/clinic/", "true"),
    "many at once": ("/clinic/clients/many/", "/clinic/", "true"),
    "a link to share by": ("/clinic/share/", "/clinic/", "true"),
    "a new client": ("/clinic/new/", "/clinic/new/", "page"),
    "writing an exercise": ("/clinic/exercises/new/", "/clinic/exercises/", "true"),
    "the clinic": ("/clinic/settings/", "/clinic/settings/", "page"),
    "templates": ("/clinic/templates/", "/clinic/settings/", "true"),
    "tokens": ("/clinic/tokens/", "/clinic/settings/", "true"),
    "the record": ("/clinic/record/", "/clinic/settings/", "true"),
    "the end of the clinic": ("/clinic/close/", "/clinic/settings/", "true"),
    "a therapist's passkeys": ("/settings/passkeys/", "/clinic/settings/", "true"),
}


@pytest.fixture
def house() -> House:
    return House()


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_desk_marks(house, page):
    path, place, how = page
    client = house.assigned().client
    path = f"/clinic/clients/{client.key}/" if path == "client" else path
    answer = signed_in(house.owner, anew=True).get(path)
    assert answer.status_code == 200
    assert MARKED.findall(answer.content.decode()) == [(place, how)]


@pytest.mark.parametrize("path", ["/clinic/", "/clinic/settings/", "/settings/passkeys/"])
@pytest.mark.parametrize(("role", "is_offered"), [("owner", True), ("therapist", True), ("assistant", False)])
def test_only_who_may_assign_is_offered_a_new_client(house, path, role, is_offered):
    page = signed_in(house.members[role]).get(path).content.decode()
    assert ('href="/clinic/new/"' in page) is is_offered


def test_every_page_of_a_clinic_has_a_place():
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str) and name.startswith("desk")]
    assert len(names) > 50
    places = {reverse(place) for place in map(here_at, names)}
    assert places == set(DESK)


def here_at(name: str) -> str:
    """The place of the navigation for the page of that *name*."""
    request = RequestFactory().get("/")
    request.resolver_match = resolve("/clinic/")
    request.resolver_match.url_name = name
    return str(frame(request)["here"])


def test_a_runner_with_passkeys_stays_among_their_own_pages():
    rob = signed_in(User.objects.create_user("rob@example.com"))
    page = rob.get("/settings/passkeys/").content.decode()
    assert MARKED.findall(page) == [("/settings/", "true")]
    assert "opens your diary" in page
    assert "your clients" not in page


def test_a_therapist_is_told_what_a_passkey_opens_for_them(house):
    page = signed_in(house.owner, anew=False).get("/settings/passkeys/").content.decode()
    assert "It opens the plans of your clients." in page
    assert "diary" not in page
    assert "Something’s wrong" not in page
    assert "Back to the clinic" in page
