"""The drawings of a report: pain over the last weeks, and what was kept of the plan."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.handouts.lettering import Spot, write
from programs.handouts.lights import COLOURS, shape
from programs.handouts.report_paper import Kept
from programs.handouts.strokes import edged, filled
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import LINE, PATH, SOFT, WELL, WHITE, Hand
from rehab.looking_back import DayBack

HIGH, EDGE, UNDER = 92.0, 18.0, 26.0
LEAST_SCALE = 6
# Lines join what was told within so many days; further apart nobody knows what was between.
JOINED = timedelta(days=3)
# A dot stands within the ring of the same day and number.
DOT, RING, SIGN = 1.9, 3.0, 5.0
BAR = 12.0
Points = Sequence[tuple[date, int]]


class PainTrend:
    """Pain of *days* in their order: filled dots for sessions, open ones for mornings, a light below each day. Time
    runs from left to right in every language.
    """

    def __init__(self, days: Sequence[DayBack], hand: Hand) -> None:
        self._days, self._hand = days, hand
        self._during = [(day.date, day.during) for day in days if day.during is not None]
        self._mornings = [(day.date, day.morning) for day in days if day.morning is not None]
        most = max((pain for _on, pain in [*self._during, *self._mornings]), default=0)
        self._top = max(LEAST_SCALE, most + most % 2)

    def height(self, width: float) -> float:
        """Points it takes, whatever the *width*."""
        return HIGH * self._hand.scale

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        high, size = self.height(width), self._hand.size("small") - 0.5
        ground, left, right = top - high + UNDER, x + EDGE, x + width - SIGN
        span = max((self._days[-1].date - self._days[0].date).days, 1)

        def across(on: date) -> float:
            return left + (right - left) * (on - self._days[0].date).days / span

        def up(pain: float) -> float:
            return ground + (top - size / 2 - ground) * pain / self._top

        with canvas.content("Figure", self.told()):
            canvas.setFillColor(SOFT)
            for pain in range(0, self._top + 1, 2):
                canvas._code.append(f"{edged(LINE, 0.5)} {left:.2f} {up(pain):.2f} m {right:.2f} {up(pain):.2f} l S")
                self._write(canvas, str(pain), (x + 4, up(pain) - size * 0.35), size)
            for points, colour, width_of in ((self._mornings, SOFT, 0.8), (self._during, PATH, 1.4)):
                for one, other in _joined(points):
                    line = f"{across(one[0]):.2f} {up(one[1]):.2f} m {across(other[0]):.2f} {up(other[1]):.2f} l S"
                    canvas._code.append(f"{edged(colour, width_of)} {line}")
            canvas._code.append(f"{edged(SOFT, 0.9)} {filled(WHITE)}")
            for on, pain in self._mornings:
                canvas.circle(across(on), up(pain), RING, stroke=1, fill=1)
            canvas._code.append(filled(PATH))
            for on, pain in self._during:
                canvas.circle(across(on), up(pain), DOT, stroke=0, fill=1)
            for day in self._days:
                if day.light is not None:
                    box = (across(day.date) - SIGN / 2, ground - SIGN - 6, SIGN)
                    canvas._code.append(shape(day.light, COLOURS[day.light], box))
            canvas.setFillColor(SOFT)
            for day in self._days[:: max((len(self._days) - 1) // 2, 1)][:3]:
                middle = min(max(across(day.date), left + 12), right - 12)
                self._write(canvas, date_format(day.date, "j M"), (middle, ground - UNDER + 4), size)

    def told(self) -> str:
        """The drawing in words."""
        first, last = (date_format(self._days[place].date, "j F") for place in (0, -1))
        parts = [_("Pain from %(first)s to %(last)s, 0 to 10.") % {"first": first, "last": last}]
        for name, points in ((_("In the session"), self._during), (_("First steps of the day"), self._mornings)):
            if points:
                on, most = max(points, key=lambda point: point[1])
                told = {"name": name, "most": most, "on": date_format(on, "j F"), "last": points[-1][1]}
                parts.append(_("%(name)s: %(most)s at most, on %(on)s; %(last)s the last time.") % told)
        return " ".join(parts)

    def _write(self, canvas: TaggedCanvas, text: str, at: tuple[float, float], size: float) -> None:
        write(canvas, text, Spot(at[0], at[1], size, share=0.5))


def _joined(points: Points) -> Iterator[tuple[tuple[date, int], tuple[date, int]]]:
    """Pairs of points that a line may join."""
    return (pair for pair in pairwise(points) if pair[1][0] - pair[0][0] <= JOINED)


class KeptBar:
    """What became of the days that asked for something, as shares of one bar; greys and edges tell them apart too."""

    def __init__(self, kept: Kept, alternative: str) -> None:
        self._kept, self._alternative = kept, alternative

    def height(self, width: float) -> float:
        """Points it takes, whatever the *width*."""
        return BAR

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*, beginning where reading does."""
        kept, offset = self._kept, 0.0
        parts = ((kept.done, PATH), (kept.partly, SOFT), (kept.skipped, LINE), (kept.untold, WELL))
        with canvas.content("Figure", self._alternative):
            for many, colour in parts:
                wide = width * many / kept.asked
                left = canvas.across(x, width, offset, wide)
                if many:
                    box = f"{left:.2f} {top - BAR:.2f} {wide:.2f} {BAR:.2f} re B"
                    canvas._code.append(f"{filled(colour)} {edged(WHITE, 1)} {box}")
                offset += wide
            canvas._code.append(f"{edged(LINE, 0.6)} {x:.2f} {top - BAR:.2f} {width:.2f} {BAR:.2f} re S")
