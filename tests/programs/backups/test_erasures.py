"""Whoever was erased does not come back with a backup; whoever is there is not put away by one unasked."""

import pytest
from django.core.management import CommandError, call_command

from programs.models import Erasure, OwnExercise, OwnPicture, User
from programs.services.erasing import erase_person
from programs.services.own_exercises import erase_photo
from tests.programs.backups.kept import backup_within, restore
from tests.programs.desk.houses import House
from tests.programs.desk.own import an_own
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]


def emails() -> list[str]:
    return sorted(User.objects.values_list("email", flat=True))


def test_somebody_erased_after_the_backup_does_not_come_back(tmp_path, typed):
    Rob(), Rob("ann@home.test")
    file = backup_within(tmp_path / "file")
    erase_person(user=User.objects.get(email="ann@home.test"))
    typed("replace\n")
    assert "Left out, as erased since: 1 people." in restore(file, replace=True)
    assert emails() == ["rob@example.com"]


def test_an_account_that_followed_nothing_does_not_come_back_either(tmp_path, typed):
    ann = User.objects.create_user("ann@home.test")
    file = backup_within(tmp_path / "file")
    erase_person(user=ann)
    restore(file)
    assert emails() == []


def test_an_older_backup_learns_of_it_from_a_younger_one(tmp_path, typed):
    Rob()
    older = backup_within(tmp_path / "older")
    erase_person(user=User.objects.get())
    younger = backup_within(tmp_path / "younger")
    Erasure.objects.all().delete()  # the base is lost
    restore(younger)
    restore(older)
    assert emails() == []


def test_a_list_kept_elsewhere_does_when_the_base_is_lost(tmp_path):
    Rob(), Rob("ann@home.test")
    file = backup_within(tmp_path / "file")
    erase_person(user=User.objects.get(email="ann@home.test"))
    elsewhere = tmp_path / "erasures"
    with elsewhere.open("w") as stream:
        call_command("erasures", stdout=stream)
    User.objects.all().delete()
    Erasure.objects.all().delete()
    restore(file, erasures=str(elsewhere))
    assert emails() == ["rob@example.com"]
    assert Erasure.objects.count() == 1, "and it is on the list of the new base"


def test_the_list_names_nobody(capsys):
    erase_person(user=Rob().user)
    call_command("erasures")
    said = capsys.readouterr().out
    assert len(said.splitlines()) == 1
    assert "rob" not in said


def test_somebody_who_left_and_came_again_stays(tmp_path, typed):
    erase_person(user=Rob().user)
    Rob()
    file = backup_within(tmp_path / "file")
    typed("replace\n")
    restore(file, replace=True)
    assert emails() == ["rob@example.com"]


def test_a_number_given_again_after_a_restore_is_somebody_else(tmp_path, typed):
    empty = backup_within(tmp_path / "empty")
    ann = Rob("ann@home.test").user
    number = ann.pk
    erase_person(user=ann)
    restore(empty)
    User.objects.filter(pk=Rob().user.pk).update(email="old@home.test")
    User.objects.filter(pk=number).delete()
    User(pk=number, email="new@home.test").save(force_insert=True)
    file = backup_within(tmp_path / "file")
    typed("replace\n")
    restore(file, replace=True)
    assert "new@home.test" in emails()


LISTS = {
    "a word": ("rob\n", "line 1, rob, is no line that `erasures` prints"),
    "half a mark": ("a" * 64 + "\n\n" + "b" * 63 + "\n", "line 3, "),
    "a backup": ("PK\x03\x04", "line 1, "),
}


@pytest.mark.parametrize(("text", "told"), LISTS.values(), ids=LISTS)
def test_a_list_is_refused_that_is(tmp_path, text, told):
    (tmp_path / "list").write_text(text)
    with pytest.raises(CommandError) as refused:
        restore(tmp_path / "file", erasures=str(tmp_path / "list"))
    assert told in str(refused.value)
    assert refused.value.returncode == 2


def test_a_base_that_holds_people_is_left_alone(tmp_path):
    file = backup_within(tmp_path / "file")
    Rob()
    with pytest.raises(CommandError, match=r"The base holds 1 people. Restore into an empty base, or give --replace"):
        restore(file)
    assert emails() == ["rob@example.com"]


@pytest.mark.parametrize("words", ["", "\n", "yes\n", "REPLACE it\n"], ids=["nothing", "Enter", "yes", "more than it"])
def test_people_are_replaced_only_once_the_word_is_typed(tmp_path, typed, words):
    file = backup_within(tmp_path / "file")
    Rob()
    typed(words)
    with pytest.raises(CommandError, match=r"was typed, not replace. Nothing was changed."):
        restore(file, replace=True)
    assert emails() == ["rob@example.com"]


def test_a_photo_erased_after_the_backup_does_not_come_back(tmp_path, typed):
    house = House()
    own = an_own(house, "two-leg-heel-raise", photo=True)
    stays = an_own(house, "glute-bridge", photo=True)
    file = backup_within(tmp_path / "file")
    picture = own.wordings.latest("number").picture
    assert picture is not None
    erase_photo(member=house.owner, own=own, picture=picture, now=house.now)
    typed("replace\n")
    assert "Left out, as erased since: 0 people. Photos left out: 1." in restore(file, replace=True)
    (left,) = OwnPicture.objects.all()
    assert left.pk == OwnExercise.objects.get(key=stays.key).wordings.latest("number").picture_id
    last = OwnExercise.objects.get(key=own.key).wordings.latest("number")
    assert (last.picture, last.photo_erased_at is not None) == (None, True)
