"""Place mentions: gazetteer names, and unknown names after a place noun."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from rasd.arabic.frequency import known_words, ordinary_words
from rasd.arabic.words import prefix_splits, suffix_splits
from rasd.coding.lexicon import Hit, bare
from rasd.coding.mentions import PlaceClue, PlaceMention, Scan
from rasd.gazetteer import Gazetteer, PlaceEntry

_PREFIXES = frozenset({"", "و", "ب", "ل", "وب", "ول", "ف"})
_NAME_WORDS = 3
_ADJECTIVE = ("ي", "يه", "ره", "له")
"""Endings of adjectives that may follow a place noun (سكني، حدودية، كبيرة)."""
_NAMED = "named"
"""Note of place nouns (quarter, street, square) that a name follows, even one that is an actor's elsewhere."""
_PRONOUNS = ("ها", "هم", "هن", "هما")
_WELL_KNOWN = 50_000
"""Inhabitants of a town that its name alone, an everyday word, may mean."""
_OF, _ON = "من", "علي"
_QUOTE = '"'
_BARS = ":|/\\-–"
_GENERIC = frozenset({"settlement", "district", "governorate", "region", "country"})
"""Place nouns that are no name after another place noun: "the roundabout of the town of …"."""
_NOT_PLACES = frozenset({"عن", "ضد", "مع", "علي", "دون", "بدون", "خلال", "بعد", "قبل", "منذ"})


class PlaceFinder:
    """Finds places in a scan whose function words and place nouns are known."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.ordinary = ordinary_words()
        self._known = known_words()
        self._starts: dict[str, tuple[tuple[str, str], ...]] = {}
        self._is_no_name = lru_cache(maxsize=100_000)(self._reads_as_a_word)

    def find(self, scan: Scan, nouns: list[Hit], busy: set[int], verbs: set[int]) -> list[PlaceMention]:
        """Places in order. `busy`: words of actor names and times; `verbs`: words read as verbs."""
        nouns = [h for h in nouns if not _is_spelled_otherwise(scan, h)]
        noun_at = {h.first: h for h in nouns if not h.prefix.endswith("ال")}
        generic = {h.first for h in nouns if h.entry.lexeme.id in _GENERIC and h.last == h.first + 1}
        nouns = [h for h in nouns if h.entry.lexeme.id != "there"]
        ends = {h.last: h for h in reversed(nouns)}  # the first reading of a word has the fewest clitics
        found: list[PlaceMention] = []
        i, after = 0, -1
        while i < len(scan.words):
            noun = ends.get(i) or (ends.get(i - 1) if i and scan.texts[i - 1] == _QUOTE else None)
            if scan.sentence_of[i] < 0 or not (scan.texts[i][0].isalpha() or (noun is not None and scan.texts[i].isdigit())):
                i += 1
                continue
            if noun is not None and found and found[-1].last == i and found[-1].first == noun.first and found[-1].noun is None:
                noun = None  # the noun was itself a name ("Al Mayadin and Abu Kamal")
            named = self._named(scan, i, noun, busy, verbs, found) if noun is None or i not in generic else None
            if named is None and noun is not None and i not in noun_at:
                named = self._unknown(scan, i, noun, busy, verbs)
            if named is None:
                named = self._after_preposition(scan, i, busy, verbs) or self._heading_a_line(scan, i, busy, verbs)
            if named is None and found and found[-1].last == i and scan.texts[i].startswith("و"):
                named = self._listed(scan, i, found[-1], busy, verbs, after == i)
            if named:
                found.append(named)
                i = named.last
                after = i if self._is_plural(scan, named, ends) or (named.how == "listed" and after == named.first) else -1
                continue
            i += 1
        return self._with_repeated(scan, found, busy, verbs)

    def _with_repeated(self, scan: Scan, found: list[PlaceMention], busy: set[int], verbs: set[int]) -> list[PlaceMention]:
        """Also the bare names that are places elsewhere in the report, by a noun or preposition, and look like words here."""
        evident = {p.first: p for p in found if p.evident and p.how in ("name", "noun", "after") and not p.is_country}
        names = {p.name: p for p in evident.values() if len(p.name) > 2}
        if not names:
            return found
        heads = {name.split()[0] for name in names}
        covered = {i for p in found for i in range(p.first, p.last)}
        again: list[PlaceMention] = []
        for i, text in enumerate(scan.texts):
            if i in covered or i in busy or i in verbs or scan.sentence_of[i] < 0 or not text[0].isalpha():
                continue
            for prefix, stem in prefix_splits(text):
                if prefix.removesuffix("ال") in _PREFIXES and bare(stem) in heads:
                    same = _told_at(scan, i, bare(stem), names)
                    if same is not None and not covered.intersection(range(same.first, same.last)):
                        again.append(replace(same, prefix=prefix))
                        covered.update(range(same.first, same.last))
                        break
        return sorted(found + again, key=lambda p: p.first) if again else found

    def _is_plural(self, scan: Scan, place: PlaceMention, ends: dict[int, Hit]) -> bool:
        noun = next((ends[k] for k in (place.first, place.first + 1) if k in ends), None)
        return noun is not None and (noun.entry.number in ("plural", "dual") or _is_construct_dual(scan, noun))

    def _named(
        self, scan: Scan, i: int, noun: Hit | None, busy: set[int], verbs: set[int], found: list[PlaceMention]
    ) -> PlaceMention | None:
        text = scan.texts[i]
        starts = self._starts.get(text)
        if starts is None:
            if len(self._starts) > 200_000:
                self._starts.clear()
            starts = self._starts[text] = tuple((p, s) for p, s in prefix_splits(text) if self._may_start(p, s))
        if not starts or scan.function.get(i) not in (None, "name_head"):
            return None
        best: PlaceMention | None = None
        for prefix, stem in starts:
            match = self.gazetteer.match(scan.words, i, stem)
            if match is None or (noun is not None and prefix.startswith("و")):
                continue
            length, candidates = match
            if length == 1 and i in scan.noun_words and i not in scan.bent_nouns and noun is None and not _is_well_known(prefix, stem, candidates):
                continue
            if best and length <= best.last - best.first:
                continue
            last = i + length - 1
            if scan.sentence_of[last] != scan.sentence_of[i] or (length > 1 and self._goes_beyond(scan, i, last, busy, verbs)):
                continue
            if length == 1 and noun is None and self._is_word(scan, i, prefix, candidates, found):
                continue
            mention = self._checked(scan, i, length, prefix, candidates, noun, found)
            named_so = noun is not None and scan.actor_end.get(noun.first) == i + length  # whoever is there is called by the place
            if (
                mention
                and (mention.is_country and mention.evident or named_so or not any(k in busy for k in range(i, i + length)))
                and (length > 1 or i not in verbs or mention.evident)
            ):
                best = mention
        return best

    def _goes_beyond(self, scan: Scan, i: int, last: int, busy: set[int], verbs: set[int]) -> bool:
        """The last word of a match opens a longer name: "the town of Ain" in "the town of Ain al-Arab"."""
        text = scan.texts[last]
        if scan.function.get(last) != "name_head" or text.startswith("ال"):
            return False
        longer = self.gazetteer.match(scan.words, last, text) if i in scan.noun_words else None
        if longer is not None and longer[0] > 1:
            return True
        return last + 1 not in scan.vocabulary and self._extent(scan, last, busy, verbs, None) is not None

    def _is_word(self, scan: Scan, i: int, prefix: str, candidates: tuple[PlaceEntry, ...], found: list[PlaceMention]) -> bool:
        """An everyday word rather than the name of the same letters: one with "and" cut off it, or without the name's article."""
        text = scan.texts[i]
        if prefix.startswith(("و", "ف")) and not (found and found[-1].last in (i, i - 1)):
            return (i in scan.vocabulary or text in self.ordinary) and _are_small(candidates)
        return "ال" not in prefix and bare(text) in self.ordinary and all(c.name_ar.startswith("ال") for c in candidates)

    def _may_start(self, prefix: str, stem: str) -> bool:
        clitic = prefix.removesuffix("ال")
        return clitic in _PREFIXES and len(stem) > 1 and self.gazetteer.starts(stem)

    def _checked(self, scan, i, length, prefix, candidates, noun, found) -> PlaceMention | None:  # type: ignore[no-untyped-def]
        previous = scan.function.get(i - 1, "")
        evident = (
            noun is not None or prefix.startswith(("ب", "وب")) or previous in ("preposition", "direction", "belonging")
            or i in scan.place_openers or (scan.texts[i - 1] == _ON and i - 2 in scan.trigger_words)
        )
        listed = bool(found) and found[-1].last in (i, i - 1) and prefix.startswith("و") and found[-1].evident
        evident = evident or listed
        if length == 1 and not evident and bare(scan.texts[i]) in self.ordinary and _are_small(candidates):
            return None
        if length == 1 and not evident and all(c.common for c in candidates):
            return None
        if length == 1 and noun is None and i and scan.texts[i - 1] == _OF and i in scan.vocabulary and _are_small(candidates):
            return None  # "gunmen of the youth"
        if length == 1 and prefix.removesuffix("ال") in ("ل", "ول", "ك", "ف") and all(c.common for c in candidates):
            return None
        if length == 1 and noun is None and all(c.common for c in candidates) and not listed and len(scan.texts[i]) < 5:
            return None
        if length == 1 and noun is not None and self._is_compound(scan, i):
            return self._mention(scan, i, i + 2, noun, prefix, (), True, "noun")
        if length == 1 and scan.function.get(i) == "name_head" and (noun is not None or not prefix.endswith("ال")):
            end = self._extent(scan, i, set(), set(), noun)
            if end is not None:
                return self._mention(scan, i, end, noun, prefix, (), True, "noun")
        return self._mention(scan, i, i + length, noun, prefix, candidates, evident)

    def _is_compound(self, scan: Scan, i: int) -> bool:
        """A rare word with the article after a name without it: both are the name ("the village of Shouk al-Rim")."""
        k = i + 1
        if scan.texts[i].startswith("ال") or k >= len(scan.texts) or scan.sentence_of[k] != scan.sentence_of[i]:
            return False
        text = scan.texts[k]
        rare = text.startswith("ال") and bare(text) not in self.ordinary and not bare(text).endswith(_ADJECTIVE)
        return rare and k not in scan.vocabulary and k not in scan.noun_words and k not in scan.actor_words and scan.function.get(k) is None

    def _mention(  # type: ignore[no-untyped-def]
        self, scan: Scan, i: int, end: int, noun: Hit | None, prefix: str, candidates, evident: bool, how: PlaceClue = "name"
    ) -> PlaceMention:
        words = scan.texts[i:end]
        words[0] = bare(words[0].removeprefix(prefix.removesuffix("ال")))
        first, kind, head = i, None, ""
        if noun is not None:
            kind, head = noun.entry.lexeme.id, noun.entry.lexeme.lemma.split()[0]
            if kind == "site" or scan.function.get(noun.first) == "name_head":
                first, prefix = noun.first, noun.prefix
        plain = end == i + 1 and (bare(scan.texts[i]) in self.ordinary or i in scan.vocabulary)
        return PlaceMention(first, end, " ".join(words), kind, prefix, candidates, evident, head, plain, how=how)

    def _unknown(self, scan: Scan, i: int, noun: Hit, busy: set[int], verbs: set[int]) -> PlaceMention | None:
        """A name the gazetteer lacks, after a place noun: "the village of …", "the Ministry's seat", "the Old Town"."""
        text = scan.texts[i]
        region = noun.entry.lexeme.id == "region"
        if (region and not (noun.prefix.endswith("ال") and any(n.first == i and n.kind == "ordinal" for n in scan.numbers))) or noun.suffix not in ("", "ي"):
            return None  # a region is named by its number at most ("the fifth sector")
        if text.isdigit():
            return self._numbered(scan, i, noun)
        called = noun.column(0) == _NAMED
        if i in scan.time_words or (i in scan.number_words and not (called and text.startswith("ال"))):
            return None
        if noun.prefix.endswith("ال"):
            return self._described(scan, i, noun, verbs) if text.startswith("ال") else None
        if i in scan.actor_end:
            return self._mention(scan, i, scan.actor_end[i], noun, "", (), True, "actor") if called else None
        if not called and text.startswith("ال") and i in scan.trigger_words:
            return None  # "the attack led to" (وادى without its hamza), "the area of the shelling"
        plain = (bare(text) in self.ordinary or i in scan.vocabulary) and not (called and scan.texts[i - 1] == _QUOTE)
        if called and plain and self._governs(scan, i, busy, verbs):
            return self._mention(scan, i, i + 2, noun, "", (), True, "actor")
        described = text.endswith(_ADJECTIVE) and not _disagrees(scan, noun, text)
        if plain and scan.function.get(i) != "name_head" and not text.startswith("ال") and not _is_construct_dual(scan, noun) and (i in scan.vocabulary or described):
            return None
        if called and i in scan.noun_words and text.startswith("ال"):
            return self._mention(scan, i, i + 1, noun, "", (), True, "noun")
        end = self._extent(scan, i, busy - {i} if called else busy, verbs, noun)
        return self._mention(scan, i, end, noun, "", (), True, "noun") if end else None

    def _numbered(self, scan: Scan, i: int, noun: Hit) -> PlaceMention | None:
        """A site called by a number, or by a day: street 443, "the 17 February barracks"."""
        if noun.entry.lexeme.id != "site" or noun.entry.number != "singular" or noun.prefix.endswith("ال"):
            return None
        if any(h.first == i + 1 and not h.prefix for h in scan.measures):
            return None
        day = any(t.first == i and t.last == i + 2 for t in scan.times)
        return self._mention(scan, i, i + 1 + day, noun, "", (), True, "noun")

    def _governs(self, scan: Scan, i: int, busy: set[int], verbs: set[int]) -> bool:
        """An indefinite word with a definite one behind it: the Ministry of Finance, in "the building of the Ministry of Finance"."""
        k = i + 1
        if scan.texts[i].startswith("ال") or i in verbs or scan.function.get(i) or k >= len(scan.words):
            return False
        return scan.sentence_of[k] == scan.sentence_of[i] and scan.texts[k].startswith("ال") and k not in busy | verbs

    def _described(self, scan: Scan, i: int, noun: Hit, verbs: set[int]) -> PlaceMention | None:
        """A place noun and its adjective, both with the article: the central prison, the eastern quarters."""
        if noun.entry.lexeme.id in ("country", "governorate") or i in verbs or i in scan.actor_end or scan.function.get(i):
            return None
        words = [bare(w) for w in scan.texts[noun.first : i + 1]]
        words[0] = bare(scan.texts[noun.first].removeprefix(noun.prefix.removesuffix("ال")))
        return PlaceMention(noun.first, i + 1, " ".join(words), noun.entry.lexeme.id, noun.prefix, (), True, noun.entry.lexeme.lemma.split()[0], True, how="described")

    def _after_preposition(self, scan: Scan, i: int, busy: set[int], verbs: set[int]) -> PlaceMention | None:
        """A rare word after a preposition of place: a name that nothing else knows."""
        text = scan.texts[i]
        prefix = "ب" if text.startswith("بال") else "وب" if text.startswith("وبال") else ""
        if not (
            prefix
            or (scan.function.get(i - 1) in ("preposition", "direction") and scan.texts[i - 1] not in _NOT_PLACES)
        ):
            return None
        head = scan.function.get(i) == "name_head"
        if (i in scan.vocabulary and not head) or i in verbs or i in scan.number_words:
            return None
        if self._is_no_name(text) and not head and scan.function.get(i - 1) != "direction":
            return None
        end = self._extent(scan, i, busy, verbs, None)
        return self._mention(scan, i, end, None, prefix, (), False, "after") if end else None

    def _reads_as_a_word(self, text: str) -> bool:
        """With or without its clitics it is a word of general text, or it ends in a pronoun, which names do not take."""
        stems = {bare(stem) for _, stem in prefix_splits(text)} | {bare(s) for s, _ in suffix_splits(text)}
        return text.endswith(_PRONOUNS) or bool(stems & self._known)

    def _heading_a_line(self, scan: Scan, i: int, busy: set[int], verbs: set[int]) -> PlaceMention | None:
        """A rare name that opens a line before a colon or bar, or that a hash marks: "Tajura: …"."""
        sentence = scan.sentences[scan.sentence_of[i]]
        at = scan.words[i].start
        marked = scan.norm.text[max(at - 1, 0) : at] == "#"
        if not marked and _has_word(scan, sentence.first, i):
            return None
        if i in scan.vocabulary or i in verbs or i in busy or i in scan.number_words or self._is_no_name(scan.texts[i]):
            return None
        end = self._extent(scan, i, busy, verbs, None)
        if end is None or not (marked or (end < sentence.last and scan.texts[end][0] in _BARS)):
            return None
        return self._mention(scan, i, end, None, "", (), False, "opening")

    def _listed(
        self, scan: Scan, i: int, before: PlaceMention, busy: set[int], verbs: set[int], plural: bool
    ) -> PlaceMention | None:
        """A further unknown name in a list: "the towns of A and B"."""
        if not before.evident or i in verbs or i in busy or scan.function.get(i):
            return None
        name = scan.texts[i][1:]
        if name.endswith(_PRONOUNS) or (not plural and (i in scan.vocabulary or bare(name) in self._known)):
            return None
        return PlaceMention(i, i + 1, name, before.noun, "و", (), True, before.head, how="listed") if len(name) > 2 else None

    def _extent(self, scan: Scan, i: int, busy: set[int], verbs: set[int], noun: Hit | None) -> int | None:
        """Where a name that begins at `i` ends: name heads ask for a further word, a site's name may have three."""

        def usable(k: int) -> bool:
            return (
                k < len(scan.words)
                and scan.sentence_of[k] == scan.sentence_of[i]
                and scan.texts[k].isalpha()
                and len(scan.texts[k]) > 1
                and k not in busy
                and k not in verbs
                and scan.function.get(k) in (None, "name_head")
            )

        if not usable(i):
            return None
        end = i + 1
        while end - i < _NAME_WORDS and scan.function.get(end - 1) == "name_head" and usable(end):
            end += 1
        if end == i + 1 and scan.function.get(i) == "name_head":
            return None
        while end - i < _NAME_WORDS and usable(end) and self._goes_on(scan, i, end, noun):
            end += 1
        return end

    def _goes_on(self, scan: Scan, i: int, k: int, noun: Hit | None) -> bool:
        """Word `k` belongs to the name: an adjective of its gender, or a further rare word of a site's name."""
        text = scan.texts[k]
        if k in scan.vocabulary or k in scan.noun_words or bare(text) in _DIRECTED:
            return False
        if scan.texts[i].startswith("ال"):
            return text.startswith("ال") and (k == i + 1)
        if noun is None or noun.entry.lexeme.id != "site":
            return False
        return not any(text.startswith(c) for c in ("و", "ب", "ل", "ف")) and (
            text.startswith("ال") or bare(text) not in self.ordinary
        )


def _told_at(scan: Scan, i: int, head: str, names: dict[str, PlaceMention]) -> PlaceMention | None:
    """The longest of some names that stands at a word which begins with `head` behind its clitics."""
    limit = min(i + _NAME_WORDS, scan.sentences[scan.sentence_of[i]].last)
    for end in range(limit, i, -1):
        same = names.get(" ".join((head, *scan.texts[i + 1 : end])))
        if same is not None:
            return replace(same, first=i, last=end, noun=None, evident=False, head="", how="again")
    return None


def _are_small(candidates: tuple[PlaceEntry, ...]) -> bool:
    """None is a town so well known that an everyday word may mean it."""
    return all(c.population < _WELL_KNOWN for c in candidates)


def _is_well_known(prefix: str, stem: str, candidates: tuple[PlaceEntry, ...]) -> bool:
    """A town called by a place noun with its article (Al Mayadin, "the squares")."""
    written = stem.startswith("ال") or prefix.endswith("ال")
    return written and not _are_small(tuple(c for c in candidates if c.name_ar.startswith("ال")))


def _is_spelled_otherwise(scan: Scan, noun: Hit) -> bool:
    """A hamza inside the word that the noun has nowhere: "led to" (وأدى) is no valley (وادي). Writers leave hamzas out, they add none there."""
    return noun.entry.number == "singular" and "أ" in scan.text(noun.first, noun.last)[1:] and "أ" not in noun.entry.lexeme.lemma.split()[0]


def _is_construct_dual(scan: Scan, noun: Hit) -> bool:
    """The dual that a name must follow: بلدتي، حيي (which looks like "my quarter")."""
    return noun.suffix == "ي" or (noun.entry.number == "dual" and not scan.texts[noun.last - 1].endswith("ن"))


def _has_word(scan: Scan, first: int, last: int) -> bool:
    """A word or number stands among words and marks [first, last)."""
    for k in range(first, last):  # noqa: SIM110 - a generator costs more than what it finds at once
        if scan.texts[k][0].isalnum():
            return True
    return False


_GAP = 7
"""Words between a place and what contains it ("Mandali, at a distance of 90 km east of Baqubah")."""
_AT_A_DISTANCE = ("علي", "بعد")
_LINKS = frozenset({"direction", "belonging", "preposition"})
_AWAY = frozenset({"الي", "نحو", "صوب", "باتجاه", "تجاه", "حتي", "من", "بين", "علي", "ضد", "عن"})


def find_containers(scan: Scan, nouns: list[Hit]) -> dict[int, tuple[int, ...]]:
    """For each place (by index), the places that the text says contain it ("A, east of B")."""
    noun_words = {i for h in nouns for i in range(h.first, h.last)}
    noun_words |= {i for h in scan.measures if h.entry.lexeme.id == "distance" for i in (h.first - 1, h.first) if i == h.first or i in scan.number_words}
    inside: dict[int, list[int]] = {}
    for n in range(1, len(scan.places)):
        a, b = scan.places[n - 1], scan.places[n]
        if scan.sentence_of[a.first] != scan.sentence_of[b.first] or b.first - a.last > _GAP:
            continue
        gap = range(a.last, b.first)
        if _contained(scan, gap, noun_words, b):
            inside[n] = [*inside.get(n - 1, []), n - 1]
    out: dict[int, list[int]] = {}
    for container, members in inside.items():
        for member in members:
            out.setdefault(member, []).append(container)
    return {k: tuple(v) for k, v in out.items()}


def _contained(scan: Scan, gap: range, noun_words: set[int], b: PlaceMention) -> bool:
    words = [scan.texts[i] for i in gap]
    for k in range(len(words) - 1):
        if tuple(words[k : k + 2]) == _AT_A_DISTANCE:
            words[k : k + 2] = [",", ","]
    if b.prefix.startswith("و") or any(
        w in _AWAY or w.startswith("و") and i not in noun_words for i, w in zip(gap, words, strict=True)
    ):
        return False
    for i, word in zip(gap, words, strict=True):
        if word in (",", "(", ")", "/", "-") or i in noun_words or scan.function.get(i) in _LINKS:
            continue
        if bare(word) in _DIRECTED or word in ("في",):
            continue
        return False
    linked = b.prefix.startswith("ب") or any(i in noun_words or scan.function.get(i) in _LINKS for i in gap)
    return linked or not words


_DIRECTED = frozenset(
    {"شرقي", "غربي", "شمالي", "جنوبي", "شرقيه", "غربيه", "شماليه", "جنوبيه", "اوسط", "شرق", "غرب", "شمال", "جنوب"}
)


def _disagrees(scan: Scan, noun: Hit, text: str) -> bool:
    """A masculine ending behind a feminine noun is no adjective of it ("the village of Qarni")."""
    return scan.texts[noun.last - 1].endswith("ه") and text.endswith("ي")
