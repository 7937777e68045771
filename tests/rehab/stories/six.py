"""The six runners whose courses are printed in docs/courses.md. None of their days is chance."""

from rehab.events import Cleared, Fever, OtherWork, Regraded, Screened
from rehab.situation import DEFAULT_KIT, Situation
from rehab.vocabulary import Sign
from tests.rehab.stories.telling import GREEN, SILENT, Mood, Story, Today


def eager(today: Today) -> Mood:
    """Ed feels well early and runs on his own, twice: once it goes well, once it does not."""
    if today.day == 6:
        return Mood(does=False, last=(OtherWork(run_minutes=15, pain=1),))
    if today.day == 17:
        return Mood(does=False, last=(OtherWork(run_minutes=30, pain=4),))
    if today.day == 18:
        return Mood(morning=3)
    return GREEN


def flaring(today: Today) -> Mood:
    """Fia's calf complains: a sore morning, a red session, a second red within the week, and a red run."""
    if today.loads("strengthen", 2):
        return Mood(hurts={"two-leg-heel-drop": 3})
    if today.loads("power", 1):
        return Mood(hurts={"two-leg-pogo": 4})
    if today.loads("power", 2):
        return Mood(hurts={"single-leg-heel-raise": 5, "weighted-seated-raise": 2})
    if today.loads("return_to_run", 3):
        return Mood(hurts={"walk-run-session-ladder": 4})
    if today.day == 69:
        return Mood(last=(Cleared("physio"),))
    if today.day in (9, 10):
        return Mood(morning=1 if today.day == 9 else 0)
    return GREEN


def forgetful(today: Today) -> Mood:
    """Finn forgets: mornings, then single days, then five days, then nine. In between a fever."""
    if today.day in {7, 8, 9, 16, 18}:
        return Mood(morning=None)
    if today.day in {11, 12, *range(25, 30), *range(44, 53)}:
        return SILENT
    if today.day == 36:
        return Mood(does=False, tests=False, first=(Fever(),))
    return GREEN


def recurrent(today: Today) -> Mood:
    """Rhea strained this calf last spring. On the third run something gives way, and she starts anew."""
    if today.episode == 1:
        if today.loads("return_to_run", 2):
            return Mood(hurts={"walk-run-session-ladder": 6}, signs=frozenset({Sign.SHARP}))
        return GREEN
    if today.day == 1:
        return Mood(morning=3, tests=False, first=(Screened(frozenset(), full=True), Regraded(2)))
    if today.day == 3:
        return Mood(morning=2, first=(Cleared("physio"),))
    return Mood(morning={2: 3, 4: 1}.get(today.day, 0))


def soleus(today: Today) -> Mood:
    """Sol's soreness came on slowly, deep in the calf. One run and one morning ask for patience."""
    if today.loads("strengthen", 1):
        return Mood(hurts={"two-leg-bent-knee-raise": 3})
    if today.loads("return_to_run", 8):
        return Mood(hurts={"walk-run-session-ladder": 2})
    return GREEN


def no_kit(today: Today) -> Mood:
    """Nia has a chair and a wall, no step and no stairs. All goes well."""
    if today.loads("strengthen", 1):
        return Mood(after=3)
    return GREEN


STORIES = (
    Story(
        "eager",
        "Ed is eager",
        "Grade 1. Ed feels well on day 6 and goes for a run of his own, and again on day 17, longer. The plan takes "
        "both as facts: it counts them as loading days, moves what comes next, and never makes up for anything.",
        Situation(grade=1, focus="unknown"),
        45,
        eager,
        test_pain=0,
    ),
    Story(
        "flaring",
        "Fia flares",
        "Grade 2. An amber, a red, a second red within a week, later a red run: each costs what its rule says, and "
        "greens bring it back one step at a time.",
        Situation(grade=2, focus="unknown"),
        74,
        flaring,
    ),
    Story(
        "forgetful",
        "Finn forgets",
        "Grade 2. Mornings go untold, days go by without a word, first two, then five, then nine. In between there is "
        "a day with fever.",
        Situation(grade=2, focus="unknown"),
        58,
        forgetful,
    ),
    Story(
        "recurrent",
        "Rhea has been here before",
        "Grade 1, the same calf as last spring. Floors lie a quarter later and the ladder starts at its foot. On the "
        "third run she feels a sharp pain: a new start, day 0, and care until a physio has looked.",
        Situation(grade=1, focus="unknown", previous_strain=True),
        50,
        recurrent,
    ),
    Story(
        "soleus",
        "Sol's deep calf",
        "Grade 2, soleus, came on slowly. Bent-knee work comes first, running waits a little longer, and the later "
        "rungs of the ladder take one session more.",
        Situation(grade=2, focus="soleus", gradual_onset=True),
        58,
        soleus,
    ),
    Story(
        "no-kit",
        "Nia has no kit",
        "Grade 2 with a chair and a wall and nothing else. What needs a step is left out and said so; nothing harder "
        "takes its place.",
        Situation(grade=2, focus="unknown", kit=DEFAULT_KIT - {"step"}),
        40,
        no_kit,
    ),
)
