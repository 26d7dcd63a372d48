"""Every written form of the codebook's words, as entries keyed by their first word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rasd.arabic.letters import fold
from rasd.arabic.inflection import inflect_noun
from rasd.arabic.verbs import conjugate
from rasd.codebook.model import Entry, Lexeme


def strip_article(word: str) -> str:
    """A folded word without ال."""
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def entries_of(lexeme: Lexeme, form: str, words: str) -> Iterator[tuple[str, Entry]]:
    """(key, entry) for every written form of one codebook word, given in the notation of its file.

    Raises ValueError, with the reason, for a word that cannot be inflected.
    """
    body, _, irregular = words.partition("|") if "+" not in words else (words, "", "")
    body, _, tail = body.partition("+")
    complement = (
        tuple(tuple(strip_article(fold(w)) for w in a.split()) for a in tail.split("|") if a.strip()) if tail else ()
    )
    if form == "verb":
        yield from _verb(lexeme, body.split(), complement)
    elif form == "phrase":
        yield _entry(lexeme, form, "", body.strip().replace(" ", "_") if "_" not in body else body.strip(), complement)
    elif form == "name":
        yield _entry(lexeme, "noun", "", "_".join(body.split()), complement)
    else:
        yield from _noun(lexeme, form, body.split(), complement)
    for text in irregular.split():
        yield _entry(lexeme, form, "", text, complement)


def _entry(
    lexeme: Lexeme, form: str, number: str, text: str, complement: tuple[tuple[str, ...], ...], **features: str
) -> tuple[str, Entry]:
    words = [fold(w) for w in text.split("_") if w]
    first, *rest = [strip_article(w) for w in words]
    definite = lexeme.kind == "actor" and not rest and first != words[0]
    return first, Entry(
        lexeme, form, number=number, rest=tuple(rest), complement=complement, definite=definite, **features
    )


def _verb(lexeme: Lexeme, parts: list[str], complement: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, Entry]]:
    if len(parts) != 2:
        raise ValueError(f"a verb is written as its past and its present, not {' '.join(parts)!r}")
    past, _, rest = parts[0].partition("_")
    present = parts[1].split("_")[0]
    adjacent = tuple(strip_article(fold(w)) for w in rest.split("_") if w)
    for f in conjugate(past, present):
        form = "participle" if f.tense == "participle" else "verb"
        yield f.text, Entry(lexeme, form, f.tense, f.voice, f.number, f.gender, adjacent, complement)


def _noun(
    lexeme: Lexeme, form: str, items: list[str], complement: tuple[tuple[str, ...], ...]
) -> Iterator[tuple[str, Entry]]:
    single = [i for i in items if "_" not in i]
    if single and len(single) == len(items):
        for f in inflect_noun(items):
            key, entry = _entry(lexeme, form, f.number, f.text, complement)
            yield key, entry
        return
    for n, item in enumerate(items):
        head, _, rest = item.partition("_")
        number = "singular" if n == 0 else "dual" if fold(head).endswith(("ان", "ين")) and n else "plural"
        heads = {f.text: number if n else f.number for f in inflect_noun([head])} if n == 0 else {fold(head): number}
        for text, count in heads.items():
            yield _entry(lexeme, form, count, f"{text}_{rest}" if rest else text, complement)


def index(pairs: Iterable[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    """Entries by key, doubles left out, longest forms first."""
    found: dict[str, dict[tuple[object, ...], Entry]] = defaultdict(dict)
    for key, entry in pairs:
        if len(key) > 1:
            lexeme = entry.lexeme
            same = (
                lexeme.kind,
                lexeme.id,
                lexeme.lemma,
                entry.form,
                entry.rest,
                entry.complement,
                lexeme.extra,
                entry.tense,
            )
            kept = found[key].get(same)
            if kept is None or kept.voice not in ("either", entry.voice):
                found[key][same] = entry
    return {k: tuple(sorted(v.values(), key=lambda e: -len(e.rest))) for k, v in found.items()}
