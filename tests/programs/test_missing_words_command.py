"""`manage.py missing_words LANGUAGE`: what is still said in English."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rehab import words


def test_english_lacks_nothing(capsys):
    call_command("missing_words", "en")
    assert capsys.readouterr().out == "0 missing in en.\n"


def test_a_language_that_was_begun_lists_what_it_lacks(capsys, tmp_path, monkeypatch):
    for name, text in {
        "en/names.toml": 'schema = 1\n[legs]\nleft = "left"\nright = "right"\n',
        "de/names.toml": 'schema = 1\n[legs]\nleft = "links"\n',
    }.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(words, "TEXT", tmp_path)
    with pytest.raises(SystemExit) as ended:
        call_command("missing_words", "de")
    assert (ended.value.code, capsys.readouterr().out) == (1, "names.toml: legs.right\n1 missing in de.\n")


@pytest.mark.parametrize("language", ["xx", "", "../en", "EN"])
def test_a_language_nobody_began_is_refused_with_those_there_are(language):
    with pytest.raises(CommandError) as problem:
        call_command("missing_words", language)
    assert problem.value.returncode == 2
    assert Path(words.TEXT, "en").is_dir()
    assert "Allowed: en." in str(problem.value)
