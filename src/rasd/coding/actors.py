"""Actor mentions: names, adjectives, and person nouns with the group they belong to."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from rasd.arabic.letters import fold
from rasd.codebook import ActorInfo, Codebook
from rasd.coding.lexicon import Hit, bare
from rasd.coding.mentions import ActorMention, PlaceMention, Scan

_MILITARY = frozenset({"unit", "member", "leader"})
_LINKS = 5


def guess_country(codebook: Codebook, scan: Scan, actor_hits: Iterable[Hit]) -> str | None:
    """The country most of the report's actors and places belong to."""
    votes: Counter[str] = Counter()
    for hit in actor_hits:
        info = codebook.actors.get(hit.entry.lexeme.id)
        if info and info.country and not hit.column(2):
            votes[info.country] += 1
    for place in scan.places:
        countries = {c.country for c in place.candidates}
        if len(countries) == 1:
            votes[countries.pop()] += 2
    return votes.most_common(1)[0][0] if votes else None


class Where(NamedTuple):
    """Whose names a sentence may use: those of the country that it tells of, else those of another one."""

    first: str | None
    second: str | None


def countries_of_sentences(scan: Scan, known: Container[str]) -> list[Where]:
    """For each sentence the country that its places, or those before it in its paragraph, lie in, and the report's.

    A single small place is no proof: villages of many countries have the same names. `known`: countries with forces of
    their own in the codebook; another one counts only where it is named.
    """
    votes: dict[int, Counter[str]] = {}
    for place in scan.places:
        countries = {c.country for c in place.candidates}
        number = scan.sentence_of[place.first]
        weight = _weight(place, place.first - scan.sentences[number].first < _OPENING)
        if len(countries) == 1 and weight and (place.is_country or all(c in known for c in countries)):
            votes.setdefault(number, Counter())[countries.pop()] += weight
    found: list[Where] = []
    for n, sentence in enumerate(scan.sentences):
        here = votes.get(n, Counter())
        best, count = max(here.items(), key=lambda v: v[1], default=(None, 0))
        goes_on = n > 0 and not any(t[0] == "\n" for t in scan.texts[scan.sentences[n - 1].last - 1 : sentence.first + 1])
        if here.get(scan.country or "") or not count:
            found.append(found[-1] if goes_on and not count else Where(scan.country, None))
        elif count >= _SURE:
            found.append(Where(best, scan.country))
        else:
            found.append(Where(scan.country, best))
    return found


def _weight(place: PlaceMention, opening: bool) -> int:
    if place.is_country:
        return _SURE if opening else 0
    return _SURE if max((c.population for c in place.candidates), default=0) >= _CITY else 1


_OPENING = 4
"""A country named among the first words says where what follows took place ("In Iraq, …")."""
_CITY = 100_000
_SURE = 2
"""Two places, or a city, or a country at the beginning."""


def _note(hit: Hit) -> str:
    """Of an actor's name: adjective, generic, or nothing."""
    return hit.column(3)


def find_actors(
    codebook: Codebook, heads: Mapping[str, frozenset[str]], own: Mapping[str, Mapping[str, str]], scan: Scan, hits: list[Hit]
) -> list[ActorMention]:
    """Longest names first; person nouns take the group named after them. `heads`, `own`: see `heads_of_names`, `own_forces`."""
    countries = countries_of_sentences(scan, own)
    names = [h for h in hits if h.kind == "actor" and _valid(scan, h, countries[scan.sentence_of[h.first]])]
    people = [h for h in hits if h.kind == "person" and _is_person(scan, h)]
    military = {i for h in hits if _is_military(h) for i in range(h.first, h.last)}
    chosen = _longest([*names, *people], scan, countries)
    mentions: list[ActorMention] = []
    for hit in chosen:
        if (
            hit.kind == "actor"
            and _note(hit) == "adjective"
            and not any(i in military for i in range(hit.first - 3, hit.first))
        ):
            continue
        mentions.append(_mention(scan, hit))
    resolved = _refer_back(codebook, scan, _compose(scan, mentions), heads)
    return _belong(scan, [_of_the_country(m, own.get(countries[scan.sentence_of[m.first]].first or "", {})) for m in resolved if m.id])


def _of_the_country(m: ActorMention, forces: Mapping[str, str]) -> ActorMention:
    """A soldier or policeman without his force is one of the country's own."""
    own = forces.get(m.id) if m.kind in ("person", "generic") else None
    return replace(m, id=own, kind="own") if own and own != m.id else m


def _is_person(scan: Scan, hit: Hit) -> bool:
    """No function word of the same letters (أمام), no origin that only describes a noun before it (طبيب سوري)."""
    if scan.function.get(hit.first) in ("preposition", "direction", "conjunction", "complementizer"):
        return False
    if hit.column(0) != "origin" or hit.first == 0:
        return True
    i = hit.first - 1
    described = scan.texts[i][0].isalpha() and i not in scan.function and i not in scan.number_words
    return not (described and i not in scan.trigger_words and i not in scan.reporting_words)


def _is_military(hit: Hit) -> bool:
    if hit.kind == "person":
        return hit.column(0) in _MILITARY
    return hit.kind in ("trigger", "weapon") or (hit.kind == "actor" and _note(hit) == "adjective")


def _valid(scan: Scan, hit: Hit, where: Where) -> bool:
    """The name is used for this actor in the country that the sentence tells of, and at the report's time."""
    since, until, country = hit.column(0), hit.column(1), hit.column(2)
    if country and country not in where:
        return False
    if scan.report.published is None:
        return True
    day = scan.report.published.isoformat()
    return not ((since and day[: len(since)] < since) or (until and day[: len(until)] > until))


def _longest(hits: list[Hit], scan: Scan, countries: list[Where]) -> list[Hit]:
    places = {i: p for p in scan.places for i in range(p.first, p.last)}
    chosen: list[Hit] = []
    busy: set[int] = set()

    def rank(hit: Hit) -> tuple[int, ...]:
        country = hit.column(2) if hit.kind == "actor" else ""
        specific = 1 if not country else 2 if country == countries[scan.sentence_of[hit.first]].first else 0
        known = _note(hit) not in ("generic", "adjective") if hit.kind == "actor" else bool(hit.entry.lexeme.id)
        return (
            hit.last - hit.first,
            known,
            hit.kind == "actor",
            specific,
            -len(hit.prefix),
            hit.entry.number != "dual",
        )

    for hit in sorted(hits, key=rank, reverse=True):
        span = range(hit.first, hit.last)
        place = places.get(hit.first)
        if any(i in busy for i in span) or (place and not _is_held(hit, place) and (place.last - place.first > len(span) or _names_a_place(scan, hit, place))):
            continue
        busy.update(span)
        chosen.append(hit)
    return sorted(chosen, key=lambda h: h.first)


def _is_held(hit: Hit, place: PlaceMention) -> bool:
    """A place called by who holds it: the army's barracks name the army too."""
    return place.how == "actor" and hit.kind == "actor" and hit.last <= place.last


def _names_a_place(scan: Scan, hit: Hit, place: PlaceMention) -> bool:
    """A person noun's letters in a place's name: the town of Maskana, Syria (no "a Syrian", which a number counts)."""
    if hit.kind != "person" or hit.last - hit.first > 1 or hit.first - 1 in scan.number_words:
        return False
    if hit.first in scan.noun_words:
        return bool(hit.suffix)
    return place.how == "name" and (hit.first > place.first or place.noun is not None or hit.column(0) == "origin")


def _mention(scan: Scan, hit: Hit) -> ActorMention:
    lexeme, entry = hit.entry.lexeme, hit.entry
    if hit.kind == "actor":
        kind = _note(hit) if _note(hit) in ("adjective", "generic", "capital") else "name"
        return ActorMention(
            hit.first, hit.last, lexeme.id, kind, hit.prefix, hit.suffix, "", False, bare(scan.texts[hit.first])
        )
    head = fold(lexeme.lemma.split()[0].split("_")[0])
    kind = "person" if hit.column(0) in ("", "origin") else hit.column(0)
    return ActorMention(
        hit.first, hit.last, lexeme.id, kind, hit.prefix, hit.suffix, entry.number, False, head
    )


def _compose(scan: Scan, mentions: list[ActorMention]) -> list[ActorMention]:
    """Join a person noun with the group that follows it ("two members of the Internal Security")."""
    out: list[ActorMention] = []
    for m in mentions:
        before = out[-1] if out else None
        if before and _joins(scan, before, m):
            takes = m.kind in ("name", "adjective", "generic", "unit", "member") or _is_narrower(m, before)
            name = m.id if takes and not (before.kind == "office" and m.kind == "adjective") and not _is_vaguer(m, before) else before.id
            if (
                m.kind in ("unit", "member", "generic")
                and before.kind not in ("name", "adjective")
                and not _is_group(m.id)
            ):
                name = before.id or m.id
            kind = before.kind if before.kind != "adjective" else "name"
            out[-1] = replace(before, last=m.last, id=name, kind=kind)
        else:
            out.append(m)
    return out


def _is_narrower(m: ActorMention, head: ActorMention) -> bool:
    """People who are a group of their own, after a noun that says only that they are people, or armed: young men of the displaced, gunmen of the tribe's sons."""
    return m.kind == "person" and _is_group(m.id) and head.id in _NO_GROUP


def _is_vaguer(m: ActorMention, head: ActorMention) -> bool:
    """A country without forces of its own in the codebook, behind a police: the police of Chad are no army."""
    return m.kind == "adjective" and m.id == "military_unspecified" and head.id in _FORCES


def _is_group(actor: str) -> bool:
    return actor not in ("", "civilians", "military_unspecified", "armed_group_unspecified")


def _joins(scan: Scan, head: ActorMention, m: ActorMention) -> bool:
    if (
        head.kind not in ("unit", "member", "leader", "person", "generic", "office", "name")
        or scan.sentence_of[head.first] != scan.sentence_of[m.first]
    ):
        return False
    gap = scan.texts[head.last : m.first]
    if head.kind == "name":  # a name takes only what qualifies it
        return not gap and m.kind == "adjective" and m.id == head.id
    if m.kind == "capital" and gap:
        return False
    if head.kind == m.kind == "person" and gap == ["من"]:
        return _is_narrower(m, head)
    if head.kind in ("person", "office", "generic") and m.kind not in ("name", "adjective", "generic", "unit"):
        return False
    if (
        head.kind == "person"
        and head.id in ("civilians", "journalists", "aid_workers", "refugees")
        and m.kind != "name"
    ):
        return False
    if m.prefix.startswith(("و", "ف")) or len(gap) > _LINKS:
        return False
    if not gap:
        if m.kind != "adjective" and not _may_govern(scan, head):
            return False
        return m.prefix in ("", "ال", "ل", "لال") and (head.kind != "person" or m.kind in ("name", "adjective"))
    classes = [scan.function.get(i, "") for i in range(head.last, m.first)]
    if any(w in ",.;:!?()" for w in gap) or any(c in ("conjunction", "stop", "complementizer") for c in classes):
        return False
    linked = "belonging" in classes or gap[-1] in ("من", "في") or m.prefix in ("ل", "لال", "ب", "بال")
    plain = all(
        c in ("", "belonging", "relative", "direction") or w in ("من", "في", "الي")
        for c, w in zip(classes, gap, strict=True)
    )
    if head.kind == "person":
        forces = head.id in _FORCES
        near = len(gap) == 1 or (forces and len(gap) <= _WITH_A_RANK and not any(scan.triggers_at(i) for i in range(head.last, m.first)))
        return plain and ("belonging" in classes or (near and gap[-1] in ("من", "في") and m.kind in (("name", "generic") if forces else ("name",))))
    no_verb = not any(scan.triggers_at(i) for i in range(head.last, m.first))
    return plain and linked and no_verb and (len(gap) <= 2 or "belonging" in classes)


def _may_govern(scan: Scan, head: ActorMention) -> bool:
    """A noun that a genitive can follow: not definite, without the ending that a genitive takes off ("unknown men" before "a colonel")."""
    last = scan.texts[head.last - 1]
    ended = last.endswith("ون") or (last.endswith("ين") and head.number in ("plural", "dual")) or (last.endswith("ان") and head.number == "dual")
    return not ended and not head.prefix.endswith("ال") and not last.startswith("ال")


_ARMED = frozenset({"armed_group", "military", "militia", "police"})
"""Kinds of actors that have fighters, forces, cells."""
_NO_GROUP = frozenset({"", "armed_group_unspecified", "unidentified_gunmen", "civilians"})
"""People of whom no more is said than that they are people, or armed."""
_FORCES = frozenset({"military_unspecified", "security_forces"})
"""What soldiers and police are who are named without their force."""
_WITH_A_RANK = 3
"""Words between an officer and his force: "an officer with the rank of major in …"."""


def own_forces(codebook: Codebook) -> Mapping[str, Mapping[str, str]]:
    """By country, whom a soldier or a policeman belongs to: the actor that most generic names of theirs ("the army") stand for there."""
    named = [(actor.id, name) for actor in codebook.actors.values() for name in actor.names]
    unspecified = {name.name: actor for actor, name in named if actor in _FORCES and not name.country}
    votes: dict[str, dict[str, Counter[str]]] = {}
    for actor, name in named:
        if name.country and name.name in unspecified:
            votes.setdefault(name.country, {}).setdefault(unspecified[name.name], Counter())[actor] += 1
    return {country: {kind: max(sorted(of), key=of.__getitem__) for kind, of in found.items()} for country, found in votes.items()}


def heads_of_names(codebook: Codebook) -> Mapping[str, frozenset[str]]:
    """For each actor the nouns that many of its longer names begin with (organisation, movement, forces): what it is called later."""
    heads = {actor.id: Counter(_heads(actor)) for actor in codebook.actors.values()}
    shared = Counter(head for each in heads.values() for head in each)
    return {
        actor: frozenset(h for h, n in each.items() if shared[h] >= _COMMON_HEAD and n >= _HEAD_SHARE * each.total())
        for actor, each in heads.items()
    }


def _heads(actor: ActorInfo) -> Iterator[str]:
    for name in actor.names:
        words = fold(name.name.replace("_", " ")).split()
        if len(words) > 1:
            yield bare(words[0])


_COMMON_HEAD = 2
"""A noun that several actors' names begin with says what they are, and may stand for them."""
_HEAD_SHARE = 0.1
"""Of an actor's names; what only some call it ("the organisation" of an army) stands for it where it was called so."""
_REFERRING = ("ال", "وال", "بال", "لل", "فال", "ولل")


def _refer_back(
    codebook: Codebook, scan: Scan, mentions: list[ActorMention], heads: Mapping[str, frozenset[str]]
) -> list[ActorMention]:
    """ "The organisation", "the same forces", "our forces", "his fighters": the last actor that such a noun can stand for."""
    covered = {i for m in mentions for i in range(m.first, m.last)}
    known: dict[str, ActorMention] = {}
    groups: deque[ActorMention] = deque(maxlen=_OWNERS)
    issuer = next((m for m in mentions if m.kind == "name" and scan.sentence_of[m.first] in (0, 1) and _is_group(m.id)), None)
    out: list[ActorMention] = []
    by_first = {m.first: m for m in mentions}
    for i, text in enumerate(scan.texts):
        m = by_first.get(i)
        if m is not None:
            m = _resolved(scan, m, known)
            if m.suffix == "نا" and not _is_group(m.id) and issuer is not None:
                m = replace(m, id=issuer.id, kind="reference")
            elif m.suffix in _POSSESSORS and ((m.kind in _OF_A_GROUP and not _is_group(m.id)) or m.id in _FORCES):
                owner = next((g for g in reversed(groups) if _may_own(scan, g, m)), None)
                m = replace(m, id=owner.id, kind="reference") if owner else m
            out.append(m)
            if _is_group(m.id) and m.id in codebook.actors and codebook.actors[m.id].kind in _ARMED:
                groups.append(m)
            if m.kind in ("name", "unit", "member", "generic") and _is_group(m.id):
                known |= dict.fromkeys(heads.get(m.id, ()), m)
                if m.last - m.first > 1:
                    known[bare(scan.texts[m.first][len(m.prefix.removesuffix("ال")) :])] = m
                    known[m.head] = m
        elif i not in covered and len(text) > 4:
            reference = _reference(text, i, known)
            if reference is not None:
                _append(out, reference)
    return out


def _reference(text: str, i: int, known: dict[str, ActorMention]) -> ActorMention | None:
    for prefix, rest in _referring(text):
        if found := known.get(rest):
            return ActorMention(i, i + 1, found.id, "reference", prefix, "", "", False, found.head)
    return None


@lru_cache(maxsize=100_000)
def _referring(text: str) -> tuple[tuple[str, str], ...]:
    """The definite nouns that a word may be, with the clitics before them."""
    return tuple((prefix, text[len(prefix) :]) for prefix in _REFERRING if text.startswith(prefix))


def _may_own(scan: Scan, group: ActorMention, m: ActorMention) -> bool:
    """A group named shortly before, of the gender and number of the pronoun: the army … his soldiers, the movement … her fighters."""
    if scan.sentence_of[m.first] - scan.sentence_of[group.first] > _OWNED_WITHIN or group.last > m.first:
        return False
    word = group.head or bare(scan.texts[group.first])
    people = group.number == "plural" or word.endswith(("ون", "ين"))
    if m.suffix == "هم":
        return people
    feminine = word.endswith(("ه", "ات")) or word in _FEMININE
    named = group.kind == "name" and group.last == group.first + 1  # a bare name: which it is the word does not tell
    return not people and (named or (m.suffix == "ها") == feminine)


_POSSESSORS = frozenset({"ه", "ها", "هم"})
_OWNED_WITHIN, _OWNERS = 3, 20
"""Sentences at most between a group and those who are called its, and groups at most that are looked back at."""
_FEMININE = frozenset({"فصايل", "كتايب", "عشاير", "قسد", "حماس", "طالبان"})
"""Heads of names that take "her" without its ending: broken plurals, and movements called by their initials."""


def _append(out: list[ActorMention], reference: ActorMention) -> None:
    """A reference right after a noun for its members ("gunmen of the organisation") is one mention with it."""
    before = out[-1] if out else None
    if before and before.last == reference.first and before.kind in _OF_A_GROUP and not _is_group(before.id) and reference.prefix in ("ال", "لل"):
        out[-1] = replace(before, last=reference.last, id=reference.id)
    else:
        out.append(reference)


_OF_A_GROUP = frozenset({"unit", "member", "leader", "generic"})


def _resolved(scan: Scan, m: ActorMention, known: dict[str, ActorMention]) -> ActorMention:
    """A definite group noun, alone or after its members, stands for the group named before."""
    if m.kind not in _OF_A_GROUP or m.kind == "generic":
        return m
    found: ActorMention | None = None
    if m.last - m.first == 1:
        if m.prefix.endswith("ال"):
            found = known.get(m.head) or known.get(bare(scan.texts[m.first]))
    elif not _is_group(m.id) and scan.texts[m.last - 1].startswith("ال"):
        found = known.get(bare(scan.texts[m.last - 1]))
    return replace(m, id=found.id, kind="reference") if found and found.id != m.id else m


def _belong(scan: Scan, mentions: list[ActorMention]) -> list[ActorMention]:
    """People who are said to belong to a group ("ten men for their links to …") are that group, hedged ("believed to be of …") as suspected.

    Those who are said to help it ("suspected of cooperating with …") are not.
    """
    out: list[ActorMention] = []
    for m in mentions:
        hedged = _stands_before(scan, "hedge", m, _HEDGED)
        group = m.kind in ("name", "reference") or (_is_group(m.id) and m.kind in _OF_A_GROUP)
        if hedged and _stands_before(scan, "cooperation", m, _BELONGING):
            hedged = group = False
        k = len(out) - 1
        belonging = group and _stands_before(scan, "membership", m, _BELONGING, m.first - _SAID_OF)
        if belonging and k > 0 and out[k].kind != "person" and scan.sentence_of[out[k - 1].first] == scan.sentence_of[m.first]:
            k -= 1  # who says so: men who, as the army says, belong to …
        if k >= 0 and group and out[k].id in _NO_GROUP and m.first - out[k].last <= _SAID_OF and (hedged or belonging):
            out[k] = replace(out[k], id=m.id, suspected=hedged)
        else:
            out.append(replace(m, suspected=True) if hedged and m.kind == "name" else m)
    return out


def _stands_before(scan: Scan, marker: str, m: ActorMention, reach: int, since: int = 0) -> bool:
    """A marker of a class ends at most `reach` words before the actor, in its sentence, and not before the word `since`."""
    return any(
        h.first >= since and 0 <= m.first - h.last <= reach and scan.sentence_of[h.first] == scan.sentence_of[m.first] for h in scan.markers[marker]
    )


_HEDGED, _BELONGING, _SAID_OF = 7, 3, 10
"""Words at most between a hedge or a word of membership and the group, and between the people and the group."""

