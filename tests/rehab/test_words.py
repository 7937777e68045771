"""Every rule has a sentence, every name a word, in English that a twelve-year-old reads."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rehab.dose import Dose
from rehab.library import CALF_STRAIN, PROTOCOLS, load_protocol
from rehab.programme import Bout
from rehab.reading_grade import reading_grade
from rehab.reason import because
from rehab.screening import load_screening
from rehab.vocabulary import Kind, Lock, Route, Side, Sign, Unit
from rehab.wording import forbidden_claims
from rehab.words import TEXT, MissingWordsError, Words, languages, missing, unbroken, words_in

ROOT = Path(__file__).parents[2]
REHAB, PROGRAMS = ROOT / "rehab", ROOT / "programs"
HARDEST = 6.5
BLAME = re.compile(r"\b(fail(ed|ure)?|you should have|only)\b", re.IGNORECASE)
OURS = ("rules", "phases", "gates", "stop_rules", "names", "no_plan")
RULE_SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def emitted_rules() -> Iterator[tuple[str, str]]:
    """Every rule id written in our code: because("…") and the rules of entries and dose steps."""
    for file in (*sorted(REHAB.rglob("*.py")), *sorted(PROGRAMS.rglob("*.py"))):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            for rule in rules_of(node):
                yield rule, file.relative_to(ROOT).as_posix()


def rules_of(node: ast.AST) -> Iterator[str]:
    """The rule ids one node of the source names."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name == "because" and node.args:
            yield from strings(node.args[0])
        for keyword in node.keywords if name in ("Entry", "replace") else ():
            if keyword.arg == "rule":
                yield from strings(keyword.value)
        if name == "Entry" and len(node.args) > 2:
            yield from strings(node.args[2])
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch("dose-[a-z-]+", node.value):
        yield node.value


def strings(node: ast.AST) -> Iterator[str]:
    """The literal texts below *node*; a text with a light in it stands for its three lights."""
    if isinstance(node, ast.JoinedStr):
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        yield from (text.format(light) for light in ("amber", "red"))
        return
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and RULE_SHAPE.fullmatch(inner.value):
            yield inner.value


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def texts_in(name: str) -> list[str]:
    return list(texts_of(tomllib.loads((TEXT / "en" / f"{name}.toml").read_text(encoding="utf-8"))))


def test_the_scan_sees_the_rules_it_is_meant_to_see():
    rules = {rule for rule, _ in emitted_rules()}
    assert {"dose-first", "dose-contact-limit", "ladder-rung", "around-the-run", "kit-missing", "first-days"} <= rules
    assert {"joined", "days-passed", "flagged"} <= rules


@pytest.mark.parametrize(("rule", "place"), sorted(dict(emitted_rules()).items()))
def test_a_rule_that_speaks_has_a_sentence(rule, place):
    assert words_in().knows_rule(rule), f"{place} says '{rule}': write its sentence in text/en/rules.toml"


def test_every_rule_of_the_safety_check_that_can_be_shown_has_a_sentence():
    rules = load_screening(PROTOCOLS / CALF_STRAIN / "1.0")
    silent = {Lock.NONE}
    flags = [f.rule for f in rules.flags if f.lock not in silent] + [e.rule for f in rules.flags for e in f.escalations]
    flags += [a.rule for a in rules.ages if a.lock not in silent] + [g.rule for g in rules.grades]
    flags += [row.rule for row in rules.clot_rows if row.lock not in silent or row.ask_daily]
    assert [rule for rule in flags if not words_in().knows_rule(rule)] == []


def test_every_name_of_the_protocol_has_words():
    protocol, words = load_protocol(), words_in()
    for phase in protocol.phases:
        assert words.phase(phase.id)
        assert words.text("phases", phase.id, "goal")
        assert words.text("phases", phase.id, "long")
    for phase_id, criteria in protocol.gates.items():
        for criterion in criteria:
            for form in ("short", "full"):
                assert "None" not in words.gate(phase_id, criterion, form=form)
    for exercise in protocol.exercises:
        assert words.exercise(exercise.id)
    for context, limit in protocol.pain.items():
        assert str(limit.red_from) in words.stop_rule(context, limit)
    named = {"categories": protocol.categories, "kit": protocol.kit.named, "focuses": protocol.focuses}
    named |= {"muscles": {exercise.muscle for exercise in protocol.exercises}, "tiers": "012345"}
    named["household"] = {kit for each in protocol.exercises for kit in each.equipment} - set(protocol.kit.named)
    for group, keys in named.items():
        assert all(words.name(group, key) for key in keys)


def test_every_word_of_the_vocabulary_has_a_name():
    words = words_in()
    for group, members in {"kinds": Kind, "locks": Lock, "signs": Sign}.items():
        assert all(words.name(group, member.value) for member in members), group
    assert all(isinstance(words.name("sides", side.value), str) for side in Side)
    assert all(words.action(route.value) for route in Route if route is not Route.PROCEED)


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ("2 x 12 rep", "2 × 12"),
        ("1 x 15 rep", "1 × 15"),
        ("1 x 20 s", "20 seconds"),
        ("3 x 30 s", "3 × 30 s"),
        ("1 x 15 min", "15 min"),
        ("4 x 20 min", "4 × 20 min"),
        ("1 x 10 h", "10 hours"),
        ("1 x 72 h", "all day"),
        ("2 x 5 contact", "2 × 5 hops"),
        ("4 x 60 m", "4 × 60 m"),
        ("1 x 21 day_max", "up to 21 days"),
    ],
)
def test_a_dose_reads_as_people_write_it(dose, said):
    assert words_in().dose(Dose.parse(dose)) == said


def test_every_unit_can_be_said():
    for unit in Unit:
        assert "{" not in words_in().dose(Dose(2, 3, unit)) + words_in().dose(Dose(1, 3, unit))


def test_a_run_says_how_it_is_run():
    words = words_in()
    assert words.bouts((Bout(2, 1, 8),)) == "8 × run 2, walk 1 min"
    assert words.bouts((Bout(30, 0, 1),)) == "run 30 min"


def test_tempo_leaves_out_a_hold_that_is_none():
    assert words_in().tempo((2, 1, 3)) == "2 s up, 1 hold, 3 down"
    assert words_in().tempo((3, 0, 3)) == "3 s up, 3 down"
    assert words_in().tempo(()) == ""


def test_a_reason_names_exercise_phase_and_dose_and_shows_no_id():
    said = words_in().reason(because("dose-first", exercise="two-leg-heel-raise", dose="2 x 12 rep"))
    assert said == "Two-leg heel raise is new, so you begin at the first dose, 2 × 12."
    said = words_in().reason(because("dose-phase-limit", phase="return_to_run", dose="3 x 30 s"))
    assert "Run again" in said
    assert "return_to_run" not in said


@pytest.mark.parametrize("greens", [1, 2, 3])
def test_a_count_of_greens_reads_well_whatever_it_is(greens):
    said = words_in().reason(because("dose-raised", greens=greens, dose="3 x 12 rep"))
    assert said == f"Green sessions in a row: {greens}, so you step up to 3 × 12."


def test_cards_that_name_the_stop_name_that_of_the_protocol():
    protocol, words = load_protocol(), words_in()
    stops = {"two-leg-pogo": "plyometric", "straight-knee-foot-push": "early", "seated-towel-calf-stretch": "early"}
    for exercise, context in stops.items():
        card = " ".join((*words.lines("exercises", exercise, "steps"), words.text("exercises", exercise, "cue")))
        assert f"{protocol.pain[context].red_from} is the stop" in card


def test_a_reason_nobody_wrote_says_which_file_lacks_it():
    with pytest.raises(MissingWordsError, match=r"rules\.toml has no sentence for 'no-such-rule'"):
        words_in().reason(because("no-such-rule"))
    with pytest.raises(MissingWordsError, match="asks for 'dose'"):
        words_in().reason(because("dose-top"))


@pytest.mark.parametrize(("read", "lacks"), [(Words.text, "words"), (Words.lines, "list")])
def test_words_nobody_wrote_are_named_with_their_file(read, lacks):
    with pytest.raises(MissingWordsError, match=rf"text/en/no_plan\.toml has no {lacks} for no\.such\.words"):
        read(words_in(), "no_plan", "no", "such", "words")


def test_stops_name_the_protocols_own_numbers():
    protocol, words = load_protocol(), words_in()
    reds = {context: limit.red_from for context, limit in protocol.pain.items()}
    assert reds == {"early": 4, "hold": 4, "strength": 5, "plyometric": 4, "run": 4, "run_later": 4}
    for sign in ("sharp pain", "pop", "numbness", "sudden grab"):
        assert sign in words.stop_rule("run", protocol.pain["run"])


@pytest.mark.parametrize("name", OURS)
def test_a_twelve_year_old_reads_it(name):
    assert reading_grade(texts_in(name)) <= HARDEST


@pytest.mark.parametrize("name", ["rules", "phases", "no_plan"])
def test_no_single_sentence_is_hard(name):
    hard = [text for text in texts_in(name) if len(text) > 40 and reading_grade([text]) > 12]
    assert hard == []


@pytest.mark.parametrize("name", OURS)
def test_nothing_claims_and_nothing_blames(name):
    texts = texts_in(name)
    assert forbidden_claims(texts) == []
    assert [text for text in texts if BLAME.search(text)] == []


# Other languages


@pytest.fixture
def folder(tmp_path):
    """English with two entries, and a language that has said one of them."""
    for language, text in {"en": 'schema = 1\n[a]\nb = "one"\nc = "two"\n', "fi": '[a]\nb = "yksi"\n'}.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "names.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_what_a_language_lacks_is_said_in_english_and_listed(folder):
    words = Words("fi", folder)
    assert (words.name("a", "b"), words.name("a", "c")) == ("yksi", "two")
    assert missing("fi", folder) == ("names.toml: a.c",)
    assert missing("en", folder) == ()


def test_an_unknown_language_names_those_there_are(folder):
    assert languages(folder) == ("en", "fi")
    with pytest.raises(ValueError, match=r"no words in '\.\./en': there is en, fi"):
        Words("../en", folder)


def test_a_judgement_is_shown_as_ours():
    assert words_in().source("judgement:dose-steps").startswith("Our own number")
    assert "Green" in words_in().source("green-2022")


def test_words_that_call_an_exercise_otherwise_say_so_in_every_sentence():
    plain = words_in()
    own = plain.calling({"two-leg-heel-raise": "Calder {dose} <raise>"})
    swap = because(
        "asked-swap",
        by="therapist",
        exercise="two-leg-heel-raise",
        instead="seated-heel-raise",
        on="2026-11-22",
        said="",
    )
    said = own.reason(swap)
    assert "Calder {dose} <raise> in place of Seated heel raise" in said, "what somebody typed is never read as a form"
    assert own.exercise("two-leg-heel-raise") == "Calder {dose} <raise>"
    assert own.in_catalogue("two-leg-heel-raise") == "Two-leg heel raise"
    assert own.lines("exercises", "two-leg-heel-raise", "steps") == plain.lines(
        "exercises", "two-leg-heel-raise", "steps"
    )
    assert "Calder" not in plain.reason(swap), "the words of everybody else stay as they were"
    assert own.calling({}).exercise("two-leg-heel-raise") == "Two-leg heel raise"


def test_a_reason_tells_which_exercises_its_sentence_names():
    swap = because("asked-swap", by="therapist", exercise="glute-bridge", instead="step-up", on="2026-11-22", said="")
    assert swap.exercises == {"glute-bridge", "step-up"}
    assert because("regressed", exercise="glute-bridge", easier="step-up").exercises == {"glute-bridge", "step-up"}
    assert because("not-reviewed").exercises == frozenset()


def test_no_line_ends_inside_a_dose():
    said = unbroken(words_in().dose(Dose(2, 8, Unit.REP)))
    assert said.split(" ") == ["2\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}8"]
