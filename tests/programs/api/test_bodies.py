"""A body is strict JSON: what is too large, too deep, twice there or no JSON is refused before anybody looks at it."""

import pytest

from programs.api.problems import LARGEST_BODY
from tests.programs.api.schema import unpromised

PLAN = "/api/v1/plan/"


def nested(depth: int) -> bytes:
    return b'{"flags":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


# By name: the body, then status, slug, and the fault as "field: given".
UNFIT = {
    "one byte too large": (b" " * (LARGEST_BODY + 1), 413, "too-large", f"body: {LARGEST_BODY + 1} bytes"),
    "megabytes": (b" " * 5_000_000, 413, "too-large", "body: 5000000 bytes"),
    "half": (b'{"grade": 2', 400, "unreadable", "body: no JSON: Expecting ',' delimiter, line 1, column 12"),
    "two": (b"{} {}", 400, "unreadable", "body: no JSON: Extra data, line 1, column 4"),
    "a list": (b"[1, 2]", 400, "unreadable", "body: [1, 2]"),
    "a number": (b"7", 400, "unreadable", "body: 7"),
    "null": (b"null", 400, "unreadable", "body: null"),
    "blanks": (b"   ", 400, "unreadable", "body: no JSON: Expecting value, line 1, column 4"),
    "bytes of no encoding": (b'{"grade": "\xff"}', 400, "unreadable", "body: a byte that is no UTF-8, at 11"),
    "a mark of byte order": (b"\xef\xbb\xbf{}", 400, "unreadable", ""),
    "a name twice": (b'{"grade": 1, "grade": 2}', 400, "unreadable", "grade: twice"),
    "no number": (b'{"grade": NaN}', 400, "unreadable", "body: NaN"),
    "without end": (b'{"grade": -Infinity}', 400, "unreadable", "body: -Infinity"),
    "beyond all numbers": (b'{"grade": 1e999}', 400, "wrong-values", "grade: Infinity"),
    "five thousand digits": (
        b'{"grade": ' + b"9" * 5000 + b"}", 400, "unreadable", "body: a number of thousands of digits"
    ),
    "seven levels": (nested(7), 400, "unreadable", "body: more than 6 levels"),
    "thousands of levels": (nested(8000), 400, "unreadable", "body: more than 6 levels"),
    "brackets within quotes are no levels": (
        b'{"focus": "[[[[[[[[ \\" [[[["}', 400, "wrong-values", 'focus: [[[[[[[[ " [[[['
    ),
    "half a letter": (b'{"focus": "\\ud800"}', 400, "wrong-values", "focus: \\ud800"),
    "a signal to a terminal": (b'{"focus": "\\u001b[2J"}', 400, "wrong-values", "focus: \\x1b[2J"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "status", "slug", "fault"), UNFIT.values(), ids=UNFIT)
def test_an_unfit_body(client, body, status, slug, fault):
    answer = client.generic("POST", PLAN, body, content_type="application/json")
    assert answer.status_code == status
    found = answer.json()
    assert found["type"].endswith(f"#problem-{slug}")
    assert fault in [f"{one['field']}: {one['given']}" for one in found["faults"]] or not fault
    assert unpromised(answer, PLAN, "POST") == []


FIT = {
    "blanks around it": b' \n {"grade": 2, "week": 3}\n',
    "as large as may be": b'{"grade": 2, "week": 3}'.ljust(LARGEST_BODY),
    "a number with a point and nought": b'{"grade": 2.0, "week": 3}',
    "letters as they are and as numbers": b'{"grade": 2, "week": 3, "focus": "sol\\u0065us"}',
}


@pytest.mark.parametrize("body", FIT.values(), ids=FIT)
def test_a_fit_body(client, body):
    assert client.generic("POST", PLAN, body, content_type="application/json; charset=utf-8").status_code == 200
