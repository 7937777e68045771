"""What somebody or something may be called: one line with something to see, in any script."""

import pytest

from rehab.telling import is_name

NAMES = {
    "a name": "Tess Moran",
    "initials": "R. H.",
    "an apostrophe and a hyphen": "O’Neill-Smith",
    "Arabic": "ريم العلي",
    "Persian, with the mark that parts letters": "علی\u200cرضا",
    "Greek": "Ελένη",
    "digits": "Client 12",
    "a sign that is a picture": "🏃",
}
NONE = {
    "nothing": "",
    "blanks": "   ",
    "a line break": "Tess\nMoran",
    "a carriage return": "Tess\rMoran",
    "a tab": "Tess\tMoran",
    "a separator of lines": "Tess\u2028Moran",
    "a mark that turns the letters after it about": "Tess\u202eMoran",
    "a mark that keeps letters apart from those around": "\u2066Tess\u2069",
    "a letter that works a terminal": "Tess\x1b[31m",
    "nothing that can be seen": "\u3164\u2800",
    "marks alone": "\u200c\u200d",
}


@pytest.mark.parametrize("given", NAMES.values(), ids=NAMES)
def test_a_name_is(given: str) -> None:
    assert is_name(given)


@pytest.mark.parametrize("given", NONE.values(), ids=NONE)
def test_no_name_is(given: str) -> None:
    assert not is_name(given)
