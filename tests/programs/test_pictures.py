"""Pictures of exercises by their addresses: asked for by looks, kept for good by their content."""

import re

import brotli
import pytest

from programs.web.pictures import CHOICES
from rehab.figures.loading import load_figures

FIGURES = load_figures()
ASKED = "/exercises/two-leg-heel-drop/figure.svg"
WEEK = "/plan/?grade=2&week=3"


def address(client, asked=ASKED):
    """Where the picture lies that is *asked* for."""
    answer = client.get(asked)
    assert answer.status_code == 302, asked
    return answer["Location"]


def test_every_exercise_has_its_pictures_of_each_side_person_and_motion(client):
    seen: dict[str, bytes] = {}
    whose: dict[bytes, set[tuple[str, str, str]]] = {}
    for name in FIGURES:
        for side in CHOICES["side"]:
            for motion in CHOICES["motion"]:
                for body in CHOICES["body"]:
                    place = address(client, f"/exercises/{name}/figure.svg?side={side}&motion={motion}&body={body}")
                    seen[place] = client.get(place).content
                    whose.setdefault(seen[place], set()).add((name, side, motion))
    assert len(seen) == 8 * len(FIGURES) == 384
    # The close look at a heel lift shows nobody's hair. What is only held moves no more than it should.
    assert all(len({(name, side) for name, side, _ in shown}) == 1 for shown in whose.values())
    assert len(whose) >= 376
    assert all(svg.startswith(b"<svg ") and b"<text" not in svg for svg in seen.values())
    assert not any(b"<animate" in svg for place, svg in seen.items() if "-still." in place)


def test_a_picture_is_kept_for_good_and_changes_its_address_with_its_content(client):
    place = address(client)
    answer = client.get(place)
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers
    old = re.sub(r"\.\w{12}\.svg$", ".000000000000.svg", place)
    moved = client.get(old)
    assert (moved.status_code, moved["Location"]) == (302, place)
    assert "immutable" not in moved["Cache-Control"]


def test_what_is_asked_for_without_a_look_is_the_still_one_of_the_right_leg(client):
    assert address(client) == address(client, ASKED + "?side=right&body=bun&motion=still")


@pytest.mark.parametrize(
    ("accepted", "sent_as"),
    {
        "a browser of today": ("gzip, deflate, br, zstd", "br"),
        "a weight of its own": ("gzip, br;q=0.8", "br"),
        "one that refuses Brotli": ("gzip, br;q=0", "gzip"),
        "one that refuses it at length": ("gzip, br; q=0.000", "gzip"),
        "one of long ago": ("gzip", "gzip"),
        "one that says nothing": ("", ""),
    }.values(),
    ids=lambda value: value if "," not in value else "",
)
def test_it_is_packed_as_the_browser_can_unpack_it(client, accepted, sent_as):
    place = address(client)
    answer = client.get(place, headers={"Accept-Encoding": accepted})
    assert answer.get("Content-Encoding", "") == sent_as
    assert "Accept-Encoding" in answer["Vary"]
    if sent_as == "br":
        assert brotli.decompress(answer.content) == client.get(place).content


@pytest.mark.parametrize(
    ("query", "told"),
    {
        "side=both": "Leg: both was given. Allowed: right, left.",
        "side=": "Leg: nothing was given. Allowed: right, left.",
        "body=robot": "Who is drawn: robot was given. Allowed: bun, short.",
        "motion=fast": "Motion: fast was given. Allowed: still, moving.",
        "side=left&side=right": "Leg: left and right was given. Allowed: one value: right, left.",
        "colour=red": "A name in the address: colour was given. Allowed: side, body, motion.",
    }.items(),
    ids=lambda text: text if "=" in text else "",
)
@pytest.mark.parametrize("page", ["figure.svg", ""], ids=["picture", "page"])
def test_a_look_there_is_not_is_refused_with_those_there_are(client, page, query, told):
    answer = client.get(f"/exercises/two-leg-heel-drop/{page}?{query}")
    assert answer.status_code == 400
    assert told in re.sub(r"\s+", " ", answer.content.decode()), answer.content.decode()


@pytest.mark.parametrize(
    "place",
    [
        "/exercises/nobody/figure.svg",
        "/exercises/two-leg-heel-drop/right-bun-flying.000000000000.svg",
        "/exercises/nobody/right-bun-still.000000000000.svg",
    ],
)
def test_what_nobody_has_drawn_is_not_found(client, place):
    assert client.get(place).status_code == 404


@pytest.mark.parametrize("place", [ASKED, "/exercises/cold-pack/right-bun-still.000000000000.svg"])
def test_a_picture_can_only_be_looked_at(client, place):
    assert client.post(place).status_code == 405


@pytest.mark.parametrize(
    ("query", "look"),
    {
        "": "right-bun-still",
        "&side=left": "left-bun-still",
        "&figure=short": "right-short-still",
        "&side=left&figure=short": "left-short-still",
    }.items(),
    ids=["nothing said", "left leg", "short hair", "both"],
)
def test_each_exercise_of_a_plan_shows_its_picture_and_leads_to_the_one_that_moves(client, query, look):
    page = client.get(WEEK + query).content.decode()
    sources = re.findall(r'src="/exercises/([\w-]+)/([\w-]+)\.\w{12}\.svg"', page)
    assert len(sources) == page.count('<li class="item')
    assert {found for _, found in sources} == {look}
    for name, _ in set(sources):
        lead = re.findall(rf'<a class="see" href="(/exercises/{name}/[^"]*)"', page)[0]
        moving = client.get(lead.replace("&amp;", "&")).content.decode()
        assert f"/exercises/{name}/{look.replace('still', 'moving')}." in moving


def test_every_picture_on_a_page_says_what_moves_in_it(client):
    for place in (WEEK, "/exercises/", "/exercises/two-leg-heel-drop/"):
        page = client.get(place).content.decode()
        for image in re.findall(r"<img [^>]+\.svg[^>]+>", page):
            if "/exercises/" in image:
                assert re.search(r'alt="[A-Z][^"]{20,}\."', image), image
