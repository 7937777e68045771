"""Photos of own exercises: a stranger's file is drawn anew, small for paper, and shown to those who may see it."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from PIL import Image

from programs.interchange.pictures import (
    LEAST_OF_A_PHOTO,
    MOST_OF_A_PHOTO,
    MOST_PRINTED,
    PHOTO_SIDE,
    PRINTED_SIDE,
    UnfitPictureError,
    photo_from,
)
from programs.models import OwnExercise, OwnPicture
from programs.models.clinics import USUAL_YEARS
from programs.services.closing import close_clinic
from programs.services.retention import forget_closed_clinics
from programs.web.own_shown import photo_address
from tests.programs.check_path import HERE, text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.desk.own import SAID, an_own
from tests.programs.desk.pictures import a_picture
from tests.programs.desk.shared import Shared
from tests.programs.desk.test_logo import REFUSED, SECRET

pytestmark = pytest.mark.django_db

RAISE = "two-leg-heel-raise"
FINE = (900, 600)


def noise(size: tuple[int, int]) -> bytes:
    """A photo with as much fine detail as there can be: no two dots alike."""
    file = BytesIO()
    Image.effect_noise(size, 100).convert("RGB").save(file, format="JPEG", quality=95)
    return file.getvalue()


def sends(house: House, own: OwnExercise, data: bytes, who: str = "therapist"):
    file = SimpleUploadedFile("photo.jpg", data, content_type="image/jpeg")
    return signed_in(house.members[who]).post(f"/clinic/exercises/{own.key}/photo/", {"photo": file})


SIZES = {"lying": (1600, 1200), "standing": (1200, 1600), "long": (3000, 400), "small": (160, 160)}


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_it_is_drawn_anew_in_its_own_shape(kind, size):
    for data, side in zip(photo_from(a_picture(kind, size)), (PHOTO_SIDE, PRINTED_SIDE), strict=True):
        drawn = Image.open(BytesIO(data))
        assert drawn.format == "JPEG"
        assert max(drawn.size) == min(side, max(size))
        assert drawn.width / drawn.height == pytest.approx(size[0] / size[1], rel=0.05)


def test_a_camera_that_was_held_upright_shows_upright():
    turned = Image.Exif()
    turned[0x0112] = 6
    drawn = Image.open(BytesIO(photo_from(a_picture("JPEG", (400, 200), exif=turned))[0]))
    assert drawn.height > drawn.width
    assert not drawn.getexif()


def test_what_it_says_beside_itself_is_not_kept():
    data = a_picture("JPEG", FINE, comment=SECRET) + SECRET
    assert SECRET in data
    assert all(SECRET not in drawn for drawn in photo_from(data))


@pytest.mark.parametrize("size", [(900, 900), (4000, 3000)])
def test_on_paper_the_busiest_photo_is_small_enough(size):
    assert len(photo_from(noise(size))[1]) <= MOST_PRINTED


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_refused_is(data):
    house = House()
    own = an_own(house, RAISE)
    answer = sends(house, own, data)
    assert answer.status_code == 400
    assert "Allowed: a PNG or JPEG" in text_of(answer)
    assert not OwnPicture.objects.exists()


def test_one_that_shows_nothing_is_refused():
    with pytest.raises(UnfitPictureError):
        photo_from(a_picture("JPEG", (LEAST_OF_A_PHOTO - 1, 900)))


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    house = House()
    answer = sends(house, an_own(house, RAISE), b"\xff\xd8" + b"\0" * (MOST_OF_A_PHOTO + 100_000))
    assert answer.status_code == 413
    assert not OwnPicture.objects.exists()


def test_without_the_token_of_the_page_it_is_refused():
    house = House()
    own = an_own(house, RAISE)
    strict = Browser(enforce_csrf_checks=True, headers=HERE)
    strict.cookies = signed_in(house.owner).cookies
    file = SimpleUploadedFile("photo.jpg", a_picture("JPEG", FINE), content_type="image/jpeg")
    answer = strict.post(f"/clinic/exercises/{own.key}/photo/", {"photo": file})
    assert answer.status_code == 403
    assert not OwnPicture.objects.exists()


def test_it_comes_with_a_wording_of_its_own_and_goes_with_another():
    house = House()
    own = an_own(house, RAISE)
    path = f"/clinic/exercises/{own.key}/photo/"
    assert sends(house, own, a_picture("JPEG", FINE)).status_code == 302
    desk = signed_in(house.owner)
    page = desk.get(f"/clinic/exercises/{own.key}/").content.decode()
    picture = OwnPicture.objects.get()
    assert f"/exercises/own/{picture.key}.jpg" in page
    assert desk.post(path, {}).status_code == 400
    assert desk.post(path, {"remove": "yes"}).status_code == 302
    assert desk.post(path, {"remove": "yes"}).status_code == 302, "there is none to take away any more"
    said = [(one.number, one.name, one.picture) for one in own.wordings.order_by("number")]
    name = SAID.name
    assert said == [(1, name, None), (2, name, picture), (3, name, None)]
    # Of an earlier wording, for the clinic's people.
    assert desk.get(f"/exercises/own/{picture.key}.jpg").status_code == 200


def an_address(house: House) -> str:
    an_own(house, RAISE, photo=True)
    return photo_address(OwnPicture.objects.get().key.hex)


def test_it_is_sent_so_that_no_browser_takes_it_for_anything_else():
    house = House()
    answer = signed_in(house.members["assistant"]).get(an_address(house))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"].startswith("private")
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def client_of(house: House) -> Browser:
    return opened(house.link(house.assigned().client))


NOBODYS = {
    "people of another clinic": lambda: signed_in(House("Elsewhere").owner),
    "a client of another clinic": lambda: client_of(House("Elsewhere")),
    "a client who is not shown it": None,
    "a member without a second proof": None,
}


@pytest.mark.parametrize("who", NOBODYS)
def test_no_photo_is_there_for(who):
    house = House()
    address = an_address(house)
    make = NOBODYS[who]
    if make is not None:
        browser = make()
    elif "client" in who:
        browser = client_of(house)
    else:
        browser = signed_in(house.owner, strong=False)
    answer = browser.get(address)
    nobodys = browser.get("/exercises/own/00000000-0000-4000-8000-000000000000.jpg")
    assert (answer.status_code, answer.content) == (nobodys.status_code, nobodys.content)
    assert answer.status_code == 404


def a_shared_photo(*, for_all: bool = True) -> tuple[Shared, str]:
    both = Shared()
    an_own(both.house, RAISE, for_all=for_all, photo=True)
    return both, photo_address(OwnPicture.objects.get().key.hex, small=True)


def test_people_of_a_clinic_that_reads_the_plan_see_it_while_the_plan_shows_it():
    both, address = a_shared_photo()
    assert both.ola.get(address).status_code == 200
    assert signed_in(both.other.members["assistant"]).get(address).status_code == 200
    assert signed_in(both.other.owner, strong=False).get(address).status_code == 404
    # The second clinic stops seeing the plan, and with it the photo.
    assert both.rob.post("/settings/sharing/stop/", {"clinic": str(both.other.clinic.key)}).status_code == 302
    assert both.ola.get(address).status_code == 404


def test_people_of_a_clinic_that_reads_the_plan_see_no_photo_that_it_does_not_show():
    both, address = a_shared_photo(for_all=False)
    assert both.ola.get(address).status_code == 404


def test_with_the_record_of_a_closed_clinic_they_are_erased():
    house = House()
    an_address(house)
    close_clinic(by=house.owner, farewell="", now=house.now)
    assert OwnPicture.objects.exists(), "a record is kept for as long as it must be"
    assert forget_closed_clinics(now=house.now + timedelta(days=366 * USUAL_YEARS)) == 1
    assert not OwnPicture.objects.exists()
    assert not OwnExercise.objects.exists()


def test_the_owner_takes_them_along():
    house = House()
    an_address(house)
    answer = signed_in(house.owner, anew=True).post("/clinic/export/")
    file = ZipFile(BytesIO(answer.getvalue()))
    picture = OwnPicture.objects.get()
    assert file.read(f"photos/{picture.key}.jpg") == bytes(picture.shown)
    table = file.read("exercises.csv").decode("utf-8-sig")
    assert table.count("The Calder way") == 2, "each wording has a row"
    assert str(picture.key) in table
