"""Checks of rendered text: what a page, mail or handout must never say."""

import re

from rehab.safety.breach import Findings
from rehab.safety.numbers import LAST_FIRST_DAY

_DRUGS = (
    r"nsaids?|ibuprofen|naproxen|diclofenac|aspirin|paracetamol|acetaminophen|anti-?inflammator(?:y|ies)|painkillers?"
)
_HEAT = r"heat(?:ing)?(?: pad| pack| wrap)?|hot (?:bath|pack|water bottle|shower)|sauna|warm bath"
_NOT = r"\b(?:no|not|never|none|nor|neither|without|avoid|cannot|don't|leave out|instead of|stop|rather than|ask)\b"
SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")
DRUG_DOSE = re.compile(
    rf"\b\d+(?:[.,]\d+)?\s*(?:mg|milligrams?|mcg|tablets?|pills?|capsules?)\b|\b(?:{_DRUGS})\s+\d", re.I
)
DRUG = re.compile(rf"\b(?:{_DRUGS})\b", re.I)
HEAT = re.compile(rf"\b(?:{_HEAT})\b", re.I)
NOT = re.compile(_NOT, re.I)
CURE = re.compile(
    r"\b(?:cure[sd]?|curing|guarantee[sd]?|heals?(?: your| the)? (?:calf|muscle|tear|strain|injury))\b", re.I
)
SCAR = re.compile(r"\bbreak(?:s|ing)?\b[^.]*\bscar|\bscar(?: tissue)?\b[^.]*\b(?:broken|breaks?|dissolve[sd]?)\b", re.I)


def nothing_unsafe_said(text: str, day: int | None = None) -> Findings:
    """No dose of a drug; no drug against inflammation but to say no or to ask; no heat in the first
    two days (*day* None: any day, so heat is not judged); no claim to cure, to heal or to break
    down scar tissue. A sentence that says no, avoid or ask is not advice.
    """
    for sentence in SENTENCE.split(text):
        denied = NOT.search(sentence) is not None
        if DRUG_DOSE.search(sentence):
            yield day, f"a dose of a drug: {sentence}"
        elif DRUG.search(sentence) and not denied:
            yield day, f"advice to take a drug: {sentence}"
        if day is not None and day <= LAST_FIRST_DAY and HEAT.search(sentence) and not denied:
            yield day, f"advice to use heat: {sentence}"
        if CURE.search(sentence) and not denied:
            yield day, f"a claim to cure: {sentence}"
        if SCAR.search(sentence) and not denied:
            yield day, f"a claim about scar tissue: {sentence}"
