"""Lists of clients as spreadsheets and people write them, taken apart line by line."""

import pytest

from programs.interchange.client_lists import MOST_LINES, UnreadableListError, listed_in, text_in
from programs.web.desk.list_cells import COLUMNS, allowed_in, columns_in, day_in
from rehab.asking import BadAnswersError

HEAD = "name,grade,side,date of injury\n"

SAME = {
    "commas": "name,grade\nAnn,2\n",
    "semicolons": "name;grade\nAnn;2\n",
    "tabs": "name\tgrade\nAnn\t2\n",
    "lines that end as on Windows": "name,grade\r\nAnn,2\r\n",
    "lines that end as on an old Macintosh": "name,grade\rAnn,2\r",
    "a mark at its head": "\ufeffname,grade\nAnn,2",
    "cells in quotes": '"name","grade"\n"Ann","2"\n',
    "blanks round cells": " name , grade \n Ann , 2 \n",
    "empty cells at the end of lines": "name,grade\nAnn,2,,\n",
    "Excel's own word for the separator": "sep=;\nname;grade\nAnn;2\n",
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_the_same_list_is_read_with(text):
    listed = listed_in(text)
    assert listed.columns == ("name", "grade")
    assert [line.cells for line in listed.lines] == [("Ann", "2")]


def test_a_separator_in_quotes_is_none():
    listed = listed_in('"name; or, initials, or";grade\n"Lee; Ann";2\n')
    assert listed.lines[0].cells == ("Lee; Ann", "2")


def test_lines_are_counted_as_an_editor_counts_them():
    listed = listed_in('name,message\n\nAnn,"one\ntwo"\nBob,three\n')
    assert [(line.number, line.cells[0]) for line in listed.lines] == [(3, "Ann"), (5, "Bob")]


def test_the_columns_may_be_said_beside_the_list():
    listed = listed_in("Ann,2\nBob\n", ["name", "grade"])
    assert [line.cells for line in listed.lines] == [("Ann", "2"), ("Bob", "")]


UNREADABLE = {
    "nothing": ("", "The list is empty. Its first line names the columns."),
    "columns alone": (HEAD, "The list names columns and nobody below them."),
    "a quote that never closes": (HEAD + 'Ann,"2\n', "From line 2 on, quotes do not match"),
    "a letter behind a quote": (HEAD + '"Ann"x,2,left\n', "From line 2 on, quotes do not match"),
    "a cell too many": (
        HEAD + "Ann,2,left,2026-11-02\nBob,2,left,2026-11-02,what\n",
        "Line 3 has 5 cells, parted by commas, and there are 4 columns. what is one too many.",
    ),
    "an empty byte": (HEAD + "A\0nn,2\n", "Line 2 has an empty byte in it"),
    "a person more than allowed": (HEAD + "Ann,2\n" * (MOST_LINES + 1), "more than 500 people. Send it in parts."),
    "a cell without an end": (HEAD + "A" * 200_000, "From line 2 on, quotes do not match, or a cell has no end."),
    "a cell that is a book": (HEAD + "A" * 3_000, "Line 2 has a cell of 3000 letters, which begins with AAA"),
    "a million commas": (HEAD + "a," * 500_000, "Line 2 has 500001 cells"),
}


@pytest.mark.parametrize(("text", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_it_is_said_where_and_what_of(text, told):
    with pytest.raises(UnreadableListError) as fault:
        listed_in(text)
    assert told in str(fault.value)
    assert len(str(fault.value)) < 200


FILES = {
    "a workbook": (b"PK\x03\x04 and more", "no list in plain text"),
    "an old workbook": (b"\xd0\xcf\x11\xe0 and more", "no list in plain text"),
    "a paper": (b"%PDF-1.7", "no list in plain text"),
    "UTF-16": ("name,grade\nAnn,2".encode("utf-16"), "written in UTF-16"),
    "letters of Windows": (HEAD.encode() + "Jürgen,2".encode("cp1252"), "Line 2 of the file has letters"),
}


@pytest.mark.parametrize(("raw", "told"), FILES.values(), ids=FILES)
def test_of_a_file_that_is_no_utf_8_it_is_said_how_to_save_it(raw, told):
    with pytest.raises(UnreadableListError) as fault:
        text_in(raw)
    assert told in str(fault.value)
    assert "“CSV UTF-8”" in str(fault.value)


def test_a_file_in_any_script_is_read():
    assert text_in("name\nعمر\n".encode("utf-8-sig")) == "name\nعمر\n"


DAYS = {
    "2026-11-02": "2026-11-02",
    "23.11.2026": "2026-11-23",
    "23/11/2026": "2026-11-23",
    "23-11-2026": "2026-11-23",
    "3.3.2026": "2026-03-03",
    # Left for the form, which says what is allowed.
    "11/23/2026": "11/23/2026",
    "3.11.26": "3.11.26",
    "yesterday": "yesterday",
}


@pytest.mark.parametrize(("text", "read"), DAYS.items())
def test_a_day_that_stands_first_is_read_where_it_cannot_be_a_month(text, read):
    assert day_in(text) == read


UNCLEAR = {
    "3.11.2026": "2026-11-03 or 2026-03-11: this may be either",
    "03/11/2026": "2026-11-03 or 2026-03-11: this may be either",
    "12-1-2026": "2026-01-12 or 2026-12-01: this may be either",
}


@pytest.mark.parametrize(("text", "told"), UNCLEAR.items(), ids=UNCLEAR)
def test_a_day_that_may_be_a_month_is_left_and_both_readings_are_told(text, told):
    assert day_in(text) == text
    assert allowed_in("injured_on", text) == told


@pytest.mark.parametrize("field", COLUMNS)
def test_a_column_may_be_called_by_each_of_its_names_however_written(field):
    needed = {name: names[0] for name, names in COLUMNS.items() if name in ("name", "grade", "side", "injured_on")}
    for name in COLUMNS[field]:
        heads = list((needed | {field: name.upper().replace(" ", "_")}).values())
        assert field in columns_in(heads)


HEADS = {
    "one that is missing": (["name", "grade", "side"], "columns for date of injury too"),
    "one that is there twice": (["name", "grade", "side", "date", "injured on"], "each column once"),
    "one that is not known": (["name", "grade", "side", "date", "garde"], "grade"),
}


@pytest.mark.parametrize(("heads", "allowed"), HEADS.values(), ids=HEADS)
def test_of_columns_it_says_of(heads, allowed):
    with pytest.raises(BadAnswersError) as fault:
        columns_in(heads)
    assert allowed in fault.value.wrongs[0].allowed
