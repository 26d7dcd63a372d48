"""Private people's names taken out of items: whole names everywhere, parts of them within their own report."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

import msgspec

from rasd.event import Actor, Event, Person
from rasd.exports.item import Item
from rasd.exports.naming import Key, NameWord, People, is_given_name, name_key, name_words

Names = Literal["keep", "initials", "redact"]
WITNESS = "شاهد"
"""What stands for the words of a witness, who may be named in them in any way."""
_STAY = frozenset(["ابو", "ام", "بن", "بنت", "ال", "عبد", "في", "من", "علي", "الي", "عن", "بعد", "قبل", "كان", "قد"])
"""Words that are no name by themselves."""


class Redactor:
    """Items without private names. The same name is replaced alike in the whole export.

    `salt`: what the replacements hang on besides the name; by default all private names together, so that the same
    items give the same replacements and a reader cannot try names one by one.
    """

    def __init__(self, people: People, mode: Names, salt: bytes | None = None) -> None:
        self._people, self.mode = people, mode
        self._salt = salt or sha256("\n".join(sorted(" ".join(key) for key in people.private)).encode()).digest()
        self.private = _by_first(people.private)
        self.public = _by_first(people.public)

    def item(self, item: Item) -> Item:
        """The item without private names, and without the texts of its reports."""
        texts = _Texts(self, self._parts(item), item.event)
        return msgspec.structs.replace(
            item,
            event=_event(item.event, texts),
            origins=tuple(
                msgspec.structs.replace(
                    origin, document_id=texts.clean(origin.document_id), title=texts.quote(origin.title), text=None
                )
                for origin in item.origins
            ),
            sources=tuple(WITNESS if item.event.source.kind == "witness" else texts.clean(s) for s in item.sources),
            trigger=texts.quote(item.trigger),
            sentence=texts.quote(item.sentence),
            incident=msgspec.convert(_walked(item.incident, texts), type(item.incident)) if item.incident else None,
        )

    def replacement(self, key: Key) -> str:
        """What stands for a name."""
        if self.mode == "initials":
            return " ".join(word[0] + "." for word in key)
        return f"[شخص {hmac.new(self._salt, ' '.join(key).encode(), sha256).hexdigest()[:6]}]"

    def _parts(self, item: Item) -> dict[str, Key]:
        """Words that alone may stand for a private name of the item's reports."""
        names = sorted(self._people.of_reports({o.document_id for o in item.origins}))
        return {word: key for key in names for word in key if len(word) > 2 and word not in _STAY}


def without_names(items: Iterable[Item], mode: Names, salt: bytes | None = None) -> Iterable[Item]:
    """Items with names as `mode` has it. `items` are gone through twice unless names are kept."""
    return items if mode == "keep" else map(Redactor(People(items), mode, salt).item, items)


def _by_first(keys: Iterable[Key]) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = {}
    for key in sorted(keys, key=lambda k: (-len(k), k)):
        found.setdefault(key[0], []).append(key)
    return found


class _Texts:
    """Cleans the texts of one item."""

    def __init__(self, names: Redactor, parts: Mapping[str, Key], event: Event | None = None) -> None:
        self._names, self._parts, self._event = names, parts, event

    @cached_property
    def _shielded(self) -> frozenset[str]:
        """Words of the act's places and actors, which alone are no person's name."""
        event = self._event
        if event is None:
            return frozenset()
        texts = [p.text for p in event.places] + [p.name_ar for p in event.places if p.name_ar]
        texts += [a.text for a in (*event.initiators, *event.supporters, *event.targets)]
        whole = _Texts(self._names, {})
        return frozenset(word for text in texts for word in name_key(whole.clean(text)))

    def clean(self, text: str) -> str:
        """A text without the private names that are known."""
        return self._replaced(text, guess=False)

    def quote(self, text: str | None) -> str | None:
        """A report's own words: also without what looks like a person's name that no record knows."""
        return self._replaced(text, guess=True) if text else text

    def _replaced(self, text: str, guess: bool) -> str:
        words = name_words(text)
        pieces: list[str] = []
        at = done = 0
        while at < len(words):
            length, key = self._name(words, at, guess)
            if key:
                pieces += [text[done : words[at].start], self._names.replacement(key)]
                done = words[at + length - 1].end
            at += length
        return "".join([*pieces, text[done:]]) if pieces else text

    def _name(self, words: tuple[NameWord, ...], at: int, guess: bool) -> tuple[int, Key | None]:
        """How many words to go on, and the name to replace in them, if any."""
        if key := _whole(words, at, self._names.private):
            return len(key), key
        if key := _whole(words, at, self._names.public):
            return len(key), None
        for word in words[at].keys & self._parts.keys():
            if word not in self._shielded:
                return 1, self._parts[word]
        return self._guessed(words, at) if guess else (1, None)

    def _guessed(self, words: tuple[NameWord, ...], at: int) -> tuple[int, Key | None]:
        """A given name, further ones, and the word behind them."""
        last = at
        while last < len(words) and self._is_given(words[last]) and (last == at or words[last].joins):
            last += 1
        if last == at:
            return 1, None
        if last < len(words) and words[last].joins and not words[last].keys & (_STAY | self._shielded):
            last += 1
        return last - at, tuple(min(word.keys, key=lambda k: (len(k), k)) for word in words[at:last])

    def _is_given(self, word: NameWord) -> bool:
        return not word.definite and any(map(is_given_name, word.keys)) and not word.keys & self._shielded


def _whole(words: tuple[NameWord, ...], at: int, names: Mapping[str, list[Key]]) -> Key | None:
    """The longest of the names that begins at a word."""
    for first in words[at].keys & names.keys():
        for key in names[first]:
            rest = words[at + 1 : at + len(key)]
            if len(rest) == len(key) - 1 and all(k in w.keys and w.joins for k, w in zip(key[1:], rest, strict=True)):
                return key
    return None


def _event(event: Event, texts: _Texts) -> Event:
    source = event.source
    told = WITNESS if source.kind == "witness" and source.text else texts.clean(source.text or "") or source.text
    counts = {name: msgspec.structs.replace(c, text=texts.clean(c.text)) for name, c in event.toll.counts().items()}
    return msgspec.structs.replace(
        event,
        document_id=texts.clean(event.document_id),
        initiators=_actors(event.initiators, texts),
        supporters=_actors(event.supporters, texts),
        targets=_actors(event.targets, texts),
        places=tuple(msgspec.structs.replace(p, text=texts.clean(p.text)) for p in event.places),
        toll=msgspec.structs.replace(event.toll, **counts),
        weapons=tuple(map(texts.clean, event.weapons)),
        seized=tuple(map(texts.clean, event.seized)),
        people=tuple(_person(person, texts) for person in event.people),
        source=msgspec.structs.replace(source, text=told),
    )


def _actors(actors: tuple[Actor, ...], texts: _Texts) -> tuple[Actor, ...]:
    return tuple(msgspec.structs.replace(actor, text=texts.clean(actor.text)) for actor in actors)


def _person(person: Person, texts: _Texts) -> Person:
    return msgspec.structs.replace(person, name=texts.clean(person.name))


_WORDS = frozenset(["source", "value", "text", "document_id", "documents"])
"""Fields of an incident that hold words of reports."""


def _walked(value: Any, texts: _Texts, field: str = "") -> Any:
    """An incident as plain values, its texts cleaned."""
    if isinstance(value, msgspec.Struct):
        value = msgspec.to_builtins(value)
    if isinstance(value, dict):
        if value.get("source_kind") == "witness" and value.get("source"):
            value = {**value, "source": WITNESS}
        return {name: _walked(inner, texts, name) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_walked(inner, texts, field) for inner in value]
    return texts.clean(value) if isinstance(value, str) and field in _WORDS else value
