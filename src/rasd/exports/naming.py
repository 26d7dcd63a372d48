"""Whose names are private: who is named in the items, and whether in office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from rasd.arabic.letters import fold, normalize
from rasd.arabic.words import prefix_splits, split_words
from rasd.event import Person
from rasd.exports.item import Item
from rasd.gazetteer.model import without_article

Key = tuple[str, ...]
"""A name as it is compared: its words folded, without article, عبد joined to what follows."""
_FATHERS = {"ابا": "ابو", "ابي": "ابو", "ابن": "بن"}
_BEFORE = 4
"""Words before a name among which its office stands."""


class NameWord(NamedTuple):
    """A word of a text as names compare it, and where it stands in the text."""

    keys: frozenset[str]
    """Every form that it may stand for once clitics and the ending of an accusative are cut."""
    start: int
    end: int
    joins: bool
    """Nothing but a space or a quotation mark stands between it and the word before."""
    definite: bool
    """It carries the article: الخليل is a town, خليل a man."""


@lru_cache(maxsize=50_000)
def name_words(text: str) -> tuple[NameWord, ...]:
    """The words of a text, عبد joined to what follows it."""
    normal = normalize(text)
    words = [w for w in split_words(normal.text) if w.text.isalpha()]
    found: list[NameWord] = []
    at, before = 0, 0
    while at < len(words):
        last = at + 1 if at + 1 < len(words) and any(s == "عبد" for _, s in prefix_splits(words[at].text)) else at
        keys = frozenset(_forms("".join(w.text for w in words[at : last + 1])))
        between = normal.text[before : words[at].start]
        definite = "ال" in words[at].text[:4]
        found.append(NameWord(keys, *normal.span(words[at].start, words[last].end), not between.strip(" \"'()"), definite))
        before = words[last].end
        at = last + 1
    return tuple(found)


def _forms(word: str) -> Iterator[str]:
    for _, stem in prefix_splits(word):
        yield _plain(stem)
        if stem.endswith("ا") and len(stem) > 3:
            yield _plain(stem[:-1])


def name_key(name: str) -> Key:
    """The key of a name."""
    words = [w.text for w in split_words(fold(name)) if w.text.isalpha()]
    return tuple(_plain(word) for word in _joined(words))


def _joined(words: list[str]) -> Iterator[str]:
    """Words, with عبد and what follows as one."""
    held = ""
    for word in words:
        if word == "عبد" and not held:
            held = word
        else:
            yield held + word
            held = ""
    if held:
        yield held


def _plain(word: str) -> str:
    return without_article(_FATHERS.get(word, word))


@cache
def _listed(name: str) -> frozenset[str]:
    text = files("rasd.exports").joinpath("data").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(_plain(fold(word)) for line in lines for word in line.split())


def is_given_name(key: str) -> bool:
    """Whether a word, as names compare it, is a known given name."""
    return key in _listed("given_names.txt")


def in_office(item: Item, person: Person) -> bool:
    """A person named with an office, or who speaks for an official source."""
    if person.role == "source" and item.event.source.kind == "official":
        return True
    before = _words_before(item, person)
    return any(_plain(stem) in _listed("offices.txt") for word in before for _, stem in prefix_splits(word))


def _words_before(item: Item, person: Person) -> list[str]:
    """Words in front of the name: in the report where it is at hand, else in the words of the record's source."""
    text = item.origins[0].text if item.origins and not item.incident else None
    front = text[: person.span[0]][-80:] if text else None
    if front is None:
        front, found, _ = (item.event.source.text or "").partition(person.name)
        if not found:
            return []
    line = normalize(front).text.rpartition("\n")[2]
    return [w.text for w in split_words(line) if w.text.isalpha()][-_BEFORE:]


class People:
    """Who is named in the items of an export: private names, and by report the ones that may stand alone."""

    def __init__(self, items: Iterable[Item]) -> None:
        named: dict[tuple[str, Key], bool] = {}
        for item in items:
            for person in item.event.people:
                key = name_key(person.name)
                for document in {o.document_id for o in item.origins} if key else ():
                    office = in_office(item, person)
                    named[document, key] = named.get((document, key), False) or office
        self.private = frozenset(key for (_, key), office in named.items() if not office)
        """A name that any report gives without an office is private in the whole export."""
        self.public = frozenset(key for (_, key) in named) - self.private
        self._by_report: dict[str, set[Key]] = {}
        for document, key in named:
            if key in self.private:
                self._by_report.setdefault(document, set()).add(key)

    def of_reports(self, documents: Iterable[str]) -> set[Key]:
        """Private names of reports."""
        return {key for document in documents for key in self._by_report.get(document, ())}
