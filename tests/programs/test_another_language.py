"""Every sentence of a page of ours can be said in another language: none is fixed in a template."""

import re
from collections.abc import Iterator
from gettext import NullTranslations
from html import unescape

import pytest
from django.utils import translation
from django.utils.translation import trans_real

LANGUAGE = "fi"
# Said the same in every language: our name, a number that is called, who runs this and how to reach them.
SAME = re.compile(r"Strideback|Calf Clinic|privacy@clinic\.example|\b112\b|[^\w]+")
SAID = re.compile(r"⟦[^⟦⟧]*⟧")


class Marked(NullTranslations):
    """A language in which every sentence stands in brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message else message

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)

    def to_language(self) -> str:
        return LANGUAGE


@pytest.fixture(autouse=True)
def marked(settings) -> Iterator[None]:
    settings.LANGUAGES = [(LANGUAGE, "Marked")]
    settings.LANGUAGE_CODE = LANGUAGE
    catalogues = vars(trans_real)["_translations"]
    kept = dict(catalogues)
    catalogues[LANGUAGE] = Marked()
    with translation.override(LANGUAGE):
        yield
    catalogues.clear()
    catalogues.update(kept)


# Parts that hold words of the data files, which have their own for each language.
OF_DATA = re.compile(
    r'<section class="note warn signs".*?</section>|<form class="stack ask-plan".*?</form>|<select.*?</select>',
    re.DOTALL,
)


PAGES = {
    "the start": "/",
    "what it is for": "/intended-use/",
    "privacy": "/privacy/",
    "no network": "/offline/",
    "no such page": "/nowhere",
    "no exercise found": "/exercises/?q=zebra",
}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_nothing_is_fixed_in_one_language(client, address):
    page = OF_DATA.sub(" ", client.get(address).content.decode())
    shown = unescape(re.sub(r"<[^>]+>", " ", page))
    assert [word for word in SAME.split(SAID.sub(" ", shown)) if word and not word.isdigit()] == []
    spoken = re.findall(r'\s(?:alt|aria-label|placeholder)="([^"]+)"', page)
    assert [text for text in spoken if not SAID.fullmatch(unescape(text))] == []
