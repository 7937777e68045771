"""Many clients at once: a list is looked at, every problem named by its line, and taken on whole or not at all."""

import re
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.utils import timezone

from programs.models import Assignment, AuditEntry, Client, Intake, Programme
from programs.selectors.clinics import assignment_of
from programs.services.assigning import check_in
from programs.services.audit import broken_link
from programs.tasks import print_papers
from tests.programs.check_path import HERE, text_of
from tests.programs.desk.houses import House, signed_in
from tests.programs.handouts.reading import sizes

pytestmark = pytest.mark.django_db

HEAD = "name,grade,side,date of injury,warning signs,age,e-mail,kit,muscle,message"
PAGE = "/clinic/clients/many/"


class Desk:
    """Tess before the page of a list, at a *house* of her own."""

    def __init__(self, house: House | None = None) -> None:
        self.house = house or House()
        self.browser = signed_in(self.house.owner)
        self.today = self.house.now.date()

    def day(self, back: int) -> str:
        return str(self.today - timedelta(days=back))

    def looks(self, text: str, **more):
        return self.browser.post(PAGE, {"step": "look", "text": text, "equipment": ["wall", "chair"], **more})

    def presses(self, page, text: str, **more):
        """*Make* on that *page*, which carries its key and the mark of what it showed."""
        hidden = {name: hidden_in(page, name) for name in ("key", "seen")}
        sent = {"step": "make", "text": text, "equipment": ["wall", "chair"], **hidden, **more}
        return self.browser.post(PAGE, sent)

    def makes(self, text: str, **more):
        return self.presses(self.looks(text, **more), text, **more)


def hidden_in(page, name: str) -> str:
    found = re.search(rf'name="{name}"\s+value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


@pytest.mark.db
def test_a_list_becomes_clients_each_with_what_their_line_says():
    desk = Desk()
    text = f"{HEAD}\nAnn Lee,2,left,{desk.day(9)},none,34,ann@example.com,step band,,Slowly.\nR. H.,1,r,{desk.day(3)}\n"
    answer = desk.makes(text, message="Call us.", focus="soleus")
    assert answer.status_code == 302, text_of(answer)
    ann, rob = Client.objects.order_by("pk")
    given = [assignment_of(one) for one in (ann, rob)]
    assert given[0] is not None
    assert given[1] is not None
    assert (ann.name, ann.email, given[0].message) == ("Ann Lee", "ann@example.com", "Slowly.")
    assert (rob.name, rob.email, given[1].message) == ("R. H.", "", "Call us.")
    about = [check_in(one).about for one in given]
    assert about[0] is not None
    assert about[1] is not None
    assert (about[0].leg, about[0].kit) == ("left", ("band", "step"))
    assert (about[1].leg, about[1].kit) == ("right", ("chair", "wall"))
    assert given[0].programme is not None
    assert given[0].screened_by == desk.house.owner
    assert given[1].programme is None, "nobody has asked for the signs"
    page = text_of(desk.browser.get(answer["Location"]))
    assert "2 clients taken on" in page
    assert "Ann Lee" in page


def test_nothing_is_kept_by_a_look():
    desk = Desk()
    page = desk.looks(
        f"{HEAD}\nAnn,2,left,{desk.day(9)},none,34\nBob,3,left,{desk.day(9)},rf01,50\nEve,1,l,{desk.day(1)}\n"
    )
    said = text_of(page)
    assert page.status_code == 200
    assert "3 clients would be made" in said
    assert "A programme, on day 9 today" in said
    assert "First care, until the warning signs are asked" in said
    assert not Client.objects.exists()


PROBLEMS = {
    "a grade": ("Ann,4,left,{day}", "Line 2, column “grade”: 4 was given. Allowed: 1 to 3."),
    "a side": ("Ann,2,both,{day}", "Line 2, column “side”: both was given. Allowed: left or right."),
    "no name": (",2,left,{day}", "Line 2, column “name”: nothing was given. Allowed: a name, or initials."),
    "a day to come": ("Ann,2,left,2999-01-01", "Line 2, column “date of injury”: 2999-01-01 was given."),
    "a day that may be another": (
        "Ann,2,left,3.11.2026",
        "“date of injury”: 3.11.2026 was given. Allowed: 2026-11-03 or 2026-03-11: this may be either.",
    ),
    "no day of any year": ("Ann,2,left,31.02.2026", "31.02.2026 was given. Allowed: a day of the calendar"),
    "a sign that is none": ("Ann,2,left,{day},rf99,34", "“warning signs”: rf99 was given. Allowed: none, the ids of"),
    "signs without an age": ("Ann,2,left,{day},none", "column “age”: nothing was given. Allowed: the age"),
    "an address": ("Ann,2,left,{day},,,ann@", "“e-mail”: ann@ was given. Allowed: an address such as"),
    "kit": ("Ann,2,left,{day},,,,sofa", "“kit”: sofa was given. Allowed: none, or some of chair, wall"),
    "a muscle": ("Ann,2,left,{day},,,,,biceps", "“muscle”: biceps was given. Allowed: soleus or gastrocnemius."),
    "301 letters": ("{long},2,left,{day}", "Allowed: at most 300 letters, and no control characters."),
    "a bell": ("An\x07n,2,left,{day}", "“name”: An\\x07n was given. Allowed: at most 300 letters"),
}


@pytest.mark.parametrize(("line", "told"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_problem_is_told_by_line_and_column_with_what_is_allowed(line, told):
    desk = Desk()
    page = desk.makes(f"{HEAD}\n{line.format(day=desk.day(9), long='م' * 301)}\n")
    assert page.status_code == 400
    assert told in text_of(page)
    assert "1 line wants a look. Nothing was made." in text_of(page)
    assert not Client.objects.exists()


def test_all_that_is_wrong_with_a_line_is_told_at_once():
    said = text_of(Desk().looks(f"{HEAD}\n,5,both,3.11.2026,rf99,old,ann@,sofa,biceps\n"))
    told = re.findall(r"Line 2, column “([^”]+)”", said)
    assert {*told} == {*"name grade side age e-mail kit muscle".split(), "date of injury", "warning signs"}
    assert len(told) == 9


def test_what_all_lines_take_is_refused_once():
    desk = Desk()
    lines = "".join(f"C{number},2,left,{desk.day(9)}\n" for number in range(20))
    said = text_of(desk.looks(f"{HEAD}\n{lines}", equipment=["sofa"]))
    assert said.count("sofa was given") == 1
    assert "For everybody, kit: sofa was given." in said


HARMLESS = {
    "a formula": '=HYPERLINK("http://x.example")',
    "a command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a script": "<script>alert(1)</script>",
    "300 Arabic letters": "م" * 300,
    "letters of both directions": "Ann رغد",
}


@pytest.mark.parametrize("name", HARMLESS.values(), ids=HARMLESS)
def test_a_name_is_text_whatever_it_says(name):
    desk = Desk()
    cell = '"' + name.replace('"', '""') + '"'
    answer = desk.makes(f"{HEAD}\n{cell},2,left,{desk.day(9)}\n")
    assert answer.status_code == 302, text_of(answer)
    assert Client.objects.get().name == name
    assert b"<script>alert" not in desk.browser.get(answer["Location"]).content


def five_hundred(signs: str) -> list[str]:
    """Lines of the list, with what is said of the *signs* of nine in ten; the others were asked."""
    desk_days = [str(timezone.now().date() - timedelta(days=back)) for back in range(60)]
    said = [",none,34" if number % 10 == 0 else signs for number in range(500)]
    return [f"Client {at},{at % 3 + 1},left,{desk_days[at % 60]}{said[at]}" for at in range(500)]


def test_five_hundred_lines_with_three_slips_make_nobody():
    desk, lines = Desk(), five_hundred("")
    slips = {17: "Client 17,5,left,2026-11-01", 230: "Client 230,2,left,soon", 499: ",1,left,2026-11-01"}
    page = desk.makes("\n".join([HEAD, *(slips.get(number, line) for number, line in enumerate(lines))]))
    told = re.findall(r"Line (\d+), column “([a-z ]+)”", text_of(page))
    assert told == [("19", "grade"), ("232", "date of injury"), ("501", "name")]
    assert "3 lines want a look. Nothing was made." in text_of(page)
    assert not Client.objects.exists()


@pytest.mark.parametrize(
    "signs", ["", pytest.param(",none,34", marks=[pytest.mark.deep, pytest.mark.timeout(600)])], ids=["few", "all"]
)
def test_five_hundred_are_made_in_one_go_where_signs_were_asked_of(signs):
    desk = Desk()
    text = "\n".join([HEAD, *five_hundred(signs)])
    begun = time.process_time()
    page = desk.looks(text)
    looked = time.process_time()
    assert desk.presses(page, text).status_code == 302
    made = time.process_time()
    took = f"looked at {looked - begun:.1f} s, made {made - looked:.1f} s of a processor"
    print(f"500 lines, {Programme.objects.count()} programmes: {took}")
    assert Client.objects.count() == Assignment.objects.count() == 500
    assert made - looked < 60
    assert broken_link(desk.house.clinic) is None


@pytest.mark.db
def test_the_same_page_confirmed_twice_makes_nobody_twice():
    desk = Desk()
    text = f"{HEAD}\nAnn,2,left,{desk.day(9)},none,34\n"
    page = desk.looks(text)
    answers = [desk.presses(page, text, also=["2"]) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert (Client.objects.count(), Programme.objects.count(), Intake.objects.count()) == (1, 1, 1)


@pytest.mark.db
def test_whoever_may_be_there_already_needs_a_tick():
    desk = Desk()
    text = f"{HEAD}\nAnn  LEE,2,left,{desk.day(9)}\nBob,1,left,{desk.day(2)}\nbob,1,left,{desk.day(2)}\n"
    desk.makes(f"{HEAD}\nAnn Lee,2,left,{desk.day(9)}\n")
    page = desk.looks(text)
    assert "Somebody with this name and day is among your clients." in text_of(page)
    assert "Line 3 has the same name and day." in text_of(page)
    refused = desk.presses(page, text, also=["2"])
    assert refused.status_code == 400
    assert "Line 4 may be somebody you have. Tick it, or take the line out." in text_of(refused)
    assert Client.objects.count() == 1
    assert desk.presses(page, text, also=["2", "4"]).status_code == 302
    assert Client.objects.count() == 4


def test_a_list_that_was_changed_is_looked_at_before_it_is_made():
    desk = Desk()
    text = f"{HEAD}\nAnn,2,left,{desk.day(9)}\n"
    page = desk.looks(text)
    refused = desk.presses(page, text.replace("Ann,2", "Ann,3"))
    assert refused.status_code == 400
    assert "The list has changed since you looked." in text_of(refused)
    assert not Client.objects.exists()


def test_a_file_is_read_and_stands_in_the_page_to_be_mended():
    desk = Desk()
    text = f"name;grade;side;date of injury\r\nJürgen;2;left;{desk.day(9)}\r\n"
    file = SimpleUploadedFile("clients.csv", text.encode("utf-8-sig"))
    page = desk.browser.post(PAGE, {"step": "look", "file": file})
    assert page.status_code == 200
    assert f"Jürgen;2;left;{desk.day(9)}" in page.content.decode()


def test_a_file_or_a_paste_that_is_too_large_is_refused_in_words():
    desk = Desk()
    for sent in (
        {"file": SimpleUploadedFile("a.csv", b"a" * (2**20 + 1))},
        {"text": "a" * (2**20 + 1)},
        {"text": "ب" * 2**20},
    ):
        answer = desk.browser.post(PAGE, {"step": "look", **sent})
        assert answer.status_code == 413
        assert "The list is larger than 1 MB. Send it in parts." in text_of(answer)


def test_a_form_without_its_token_makes_nobody():
    house = House()
    strict = Browser(enforce_csrf_checks=True, headers=HERE)
    strict.cookies = signed_in(house.owner).cookies
    answer = strict.post(PAGE, {"step": "look", "text": "name"})
    assert answer.status_code == 403


def test_links_are_made_for_each_and_shown_once_with_a_mail_that_says_nothing_of_health():
    desk = Desk()
    text = f"{HEAD}\nAnn,2,left,{desk.day(9)},none,34,ann@example.com\nBob,1,left,{desk.day(2)}\n"
    intake = desk.makes(text)["Location"]
    page = desk.browser.post(f"{intake}links/")
    found = re.findall(r'value="(http://testserver/go/[^"]+)"', page.content.decode())
    assert len(set(found)) == 2
    assert all(signed_in(None).get(link.removeprefix("http://testserver")).status_code == 200 for link in found)
    (mail,) = re.findall(r'href="(mailto:[^"]+)"', page.content.decode())
    assert mail.startswith("mailto:ann@example.com?subject=Your%20plan%20from%20Calder%20Street%20Physio&amp;body=")
    assert found[0] not in desk.browser.get(intake).content.decode()


def test_all_their_papers_are_of_the_size_that_was_chosen_for_the_list():
    desk = Desk()
    intake = desk.makes(f"{HEAD}\nAnn,2,left,{desk.day(9)},none,34\n", paper="letter", large="yes")["Location"]
    page = " ".join(desk.browser.get(intake).content.decode().split())
    assert '<option value="letter" selected>' in page
    assert '<option value="yes" selected>' in page
    answer = desk.browser.post(
        "/clinic/papers/", {"which": "intake", "intake": intake.split("/")[4], "paper": "letter"}
    )
    print_papers()
    pdf = desk.browser.get(f"{answer['Location']}1.pdf").content
    assert {round(across) for across, _ in sizes(pdf)} == {612}


def test_it_is_on_record_who_took_whom_on():
    desk = Desk()
    desk.makes(f"{HEAD}\nAnn,2,left,{desk.day(9)},none,34\n")
    said = list(AuditEntry.objects.order_by("seq").values_list("what", "who"))[-3:]
    assert [what for what, _ in said] == ["added", "assigned", "took on a list"]
    assert {who for _, who in said} == {desk.house.owner.key}
