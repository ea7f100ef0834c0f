"""Patterns of hyphenation that are kept are those that pyphen parses."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pyphen
import pytest

from presswork.typesetting.patterns import bring_in

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = pyphen.LANGUAGES["en_US"]


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyphen, "hdcache", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_what_is_kept_divides_words_as_what_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in("en_US", tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    parsed = pyphen.hdcache.pop(ENGLISH)

    def parse_again(path: Path) -> None:
        raise AssertionError(f"{path} is parsed again")

    monkeypatch.setattr(pyphen.HyphDict, "__init__", parse_again)
    bring_in("en_US", tmp_path)
    kept = pyphen.hdcache[ENGLISH]
    assert kept is not parsed
    assert (kept.patterns, kept.maxlen) == (parsed.patterns, parsed.maxlen)
    assert pyphen.Pyphen(lang="en_US").inserted("hyphenation") == "hy-phen-ation"


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: b"other" + data, lambda _: b""])
def test_what_is_spoilt_or_of_another_release_is_parsed_anew(tmp_path: Path, spoil: object) -> None:
    bring_in("en_US", tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(spoil(file.read_bytes()))  # type: ignore[operator]
    pyphen.hdcache.clear()
    bring_in("en_US", tmp_path)
    assert pyphen.Pyphen(lang="en_US").inserted("hyphenation") == "hy-phen-ation"


def test_patterns_that_change_letters_are_not_kept(tmp_path: Path) -> None:
    bring_in("hu_HU", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_nothing_is_missed(tmp_path: Path) -> None:
    bring_in("en_US", tmp_path / "not there")
    assert ENGLISH in pyphen.hdcache
