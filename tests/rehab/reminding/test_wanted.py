"""How somebody wants to be reminded, and which times do not go together."""

from datetime import time

import msgspec
import pytest

from rehab.wanted import Wanted, unfit

NIGHT = time(23)
UNFIT = {
    "as it is offered": (Wanted(), []),
    "at night": (Wanted(at=NIGHT), ["at"]),
    "once more at night": (Wanted(nudge_at=NIGHT), ["nudge_at"]),
    "once more before the first": (Wanted(at=time(9), nudge_at=time(8)), ["nudge_at"]),
    "once more at the same minute": (Wanted(at=time(9), nudge_at=time(9)), ["nudge_at"]),
    "the week's mail at night": (Wanted(weekly_day=0, weekly_at=NIGHT), ["weekly_at"]),
    "the week's mail at night, but never": (Wanted(weekly_at=NIGHT), []),
    "on no day": (Wanted(weekdays=frozenset()), ["weekdays"]),
    "on no day, and off": (Wanted(on=False, weekdays=frozenset()), []),
    "a second past the minute": (Wanted(at=time(7, 30, 1)), ["at"]),
    "less than a second past": (Wanted(quiet_from=time(22, 0, 0, 5)), ["quiet_from"]),
    "no quiet hours at all": (Wanted(at=NIGHT, quiet_from=time(1), quiet_until=time(1)), []),
}


@pytest.mark.parametrize(("wanted", "fields"), UNFIT.values(), ids=UNFIT)
def test_does_not_go_together(wanted, fields):
    found = list(unfit(wanted))
    assert [one.field for one in found] == fields
    assert all(one.text for one in found)


BAD = {
    "a weekday there is not": b'{"weekdays": [7]}',
    "a day before Monday": b'{"weekly_day": -1}',
    "a time with a zone": b'{"at": "07:30:00Z"}',
    "a name of its own": b'{"channel": "push"}',
}


@pytest.mark.parametrize("raw", BAD.values(), ids=BAD)
def test_is_refused_when_it_is_read(raw):
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(raw, type=Wanted)


def test_it_goes_to_json_and_back():
    wanted = Wanted(nudge_at=time(19), weekdays=frozenset({0, 2}), weekly_day=6, weekly_at=time(18))
    assert msgspec.json.decode(msgspec.json.encode(wanted), type=Wanted) == wanted
