"""A clinic's logo: a stranger's picture is drawn anew before it is kept, and stands on the clients' papers."""

import re
import struct
import zlib
from io import BytesIO

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from PIL import Image

from programs.interchange.pictures import LARGEST, MOST_BYTES, logo_from
from programs.models import ClinicLogo
from tests.programs.check_path import HERE, text_of
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.pictures import a_picture

pytestmark = pytest.mark.django_db

SECRET = b"GPS 51.5074 N, taken at home"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def a_bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that says it is *side* dots wide and high."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 10_000)) + chunk(b"IEND", b"")


def sends(house: House, data: bytes, name: str = "logo.png", who: str = "owner"):
    file = SimpleUploadedFile(name, data, content_type="image/png")
    return signed_in(house.members[who]).post("/clinic/settings/logo/", {"logo": file})


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_kept_drawn_anew_and_no_larger_than_a_paper_shows_it(kind):
    house = House()
    assert sends(house, a_picture(kind, (3000, 1000))).status_code == 302
    kept = Image.open(BytesIO(bytes(ClinicLogo.objects.get().data)))
    assert kept.format == "PNG"
    assert kept.width <= LARGEST[0]
    assert kept.height <= LARGEST[1]


def test_a_browser_sends_it_with_the_token_of_the_page_and_without_one_it_is_refused():
    house = House()
    strict = Browser(enforce_csrf_checks=True, headers=HERE)
    strict.cookies = signed_in(house.owner).cookies
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get("/clinic/settings/").content.decode())
    assert token is not None
    for given, status in (({}, 403), ({"csrfmiddlewaretoken": token[1]}, 302)):
        file = SimpleUploadedFile("logo.png", a_picture(), content_type="image/png")
        answer = strict.post("/clinic/settings/logo/", {"logo": file, **given}, headers={"Origin": "http://testserver"})
        assert answer.status_code == status, answer.content[:300]
    assert ClinicLogo.objects.count() == 1


def test_what_a_picture_says_beside_itself_is_not_kept():
    data = a_picture("JPEG", comment=SECRET) + SECRET
    assert SECRET in data
    assert SECRET not in logo_from(data)


def test_what_is_seen_through_is_white_on_paper():
    file = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(file, format="PNG")
    assert Image.open(BytesIO(logo_from(file.getvalue()))).getpixel((5, 5)) == (255, 255, 255)


def drawn_over(times: int) -> bytes:
    """A picture whose last pass is made so many times: some bytes for each, and all of its dots to go over."""
    file = BytesIO()
    Image.new("L", (600, 400), 128).save(file, format="JPEG", progressive=True)
    head, _mark, last = file.getvalue()[:-2].rpartition(b"\xff\xda")
    return head + (b"\xff\xda" + last) * times + b"\xff\xd9"


REFUSED = {
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a page": b"<html><script>alert(1)</script></html>",
    "a moving picture": a_picture("GIF"),
    "a paper": b"%PDF-1.7\n",
    "half a picture": a_picture()[:60],
    "no picture at all": b"\0" * 100,
    "a picture of one dot": a_picture(size=(1, 1)),
    "a bomb of 30,000 dots a side": a_bomb(30_000),
    "a bomb of 5,000 dots a side": a_bomb(5_000),
    "a picture that is drawn over for an hour": drawn_over(10_000),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_refused_is(data):
    house = House()
    answer = sends(house, data)
    assert answer.status_code == 400
    assert "Allowed: a PNG or JPEG" in text_of(answer)
    assert not ClinicLogo.objects.exists()


def test_one_that_comes_into_view_in_passes_as_pages_have_them_is_kept():
    assert sends(House(), drawn_over(12)).status_code == 302


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    answer = sends(House(), b"\x89PNG" + b"\0" * (MOST_BYTES + 100_000))
    assert answer.status_code == 413
    assert not ClinicLogo.objects.exists()


def test_nothing_sent_is_told_and_changes_nothing():
    house = House()
    sends(house, a_picture())
    answer = signed_in(house.owner).post("/clinic/settings/logo/", {})
    assert answer.status_code == 400
    assert ClinicLogo.objects.count() == 1


def test_it_can_be_taken_away():
    house = House()
    sends(house, a_picture())
    assert signed_in(house.owner).post("/clinic/settings/logo/", {"remove": "yes"}).status_code == 302
    assert not ClinicLogo.objects.exists()
    assert signed_in(house.owner).get("/clinic/settings/logo.png").status_code == 404


def test_only_the_owner_changes_it_and_only_the_house_sees_it():
    house, other = House(), House("Elsewhere")
    assert sends(house, a_picture(), who="therapist").status_code == 404
    sends(house, a_picture())
    assert signed_in(house.members["assistant"]).get("/clinic/settings/logo.png")["Content-Type"] == "image/png"
    assert signed_in(other.owner).get("/clinic/settings/logo.png").status_code == 404


def test_it_stands_at_the_head_of_the_clients_paper():
    house = House()
    client = house.assigned().client
    path, desk = f"/clinic/clients/{client.key}/paper/", signed_in(house.owner)
    plain = pypdfium2.PdfDocument(desk.post(path).content)[0].render(scale=1).to_pil()
    sends(house, a_picture())
    faced = pypdfium2.PdfDocument(desk.post(path).content)[0].render(scale=1).to_pil()
    head = (0, 0, plain.width, plain.height // 6)
    before, after = (page.crop(head).convert("RGB").get_flattened_data() for page in (plain, faced))
    assert sum(dot == (10, 90, 100) for dot in before) == 0
    assert sum(dot == (10, 90, 100) for dot in after) > 500
