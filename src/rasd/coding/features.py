"""What the scorers look at, as short names: which act is told, which acts are one, who fills what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import log

from rasd.coding.acts import Act, Details, Surroundings, bucket
from rasd.coding.clauses import Clause
from rasd.coding.lexicon import bare
from rasd.coding.mentions import ActorMention, TollMention, TriggerMention
from rasd.coding.syntax import is_coordinated, preposition_of, slots, voice_of

_MARKERS = ("negation", "habitual", "plan", "attempt", "hedge", "denial", "accusation", "analysis", "accident", "sport", "culture",
            "recalled", "result", "support", "among")  # fmt: skip


def detection(around: Surroundings, trigger: TriggerMention, clause: Clause) -> list[str]:
    """Does this trigger tell of an act that is to be coded?"""
    scan, number = around.scan, clause.number
    sentence, entry = scan.sentences[number], trigger.entry
    form, lemma, kind = entry.form, entry.lexeme.lemma, sentence.kind
    own = [r for r in trigger.types if not r.also]
    weak, outcome = all(r.weak for r in own), all(r.outcome for r in own)
    first = own[0].event_type
    actors = around.actors_of.get(number, [])
    armed = [n for n in actors if scan.actors[n].id in around.armed]
    near = min((abs(scan.actors[n].first - trigger.last) for n in armed), default=99)
    tolls = around.tolls_of.get(number, [])
    own_toll = any(trigger.first <= scan.tolls[n].word < trigger.last for n in tolls)
    others = [scan.triggers[n] for n in around.triggers_of.get(number, []) if scan.triggers[n].first != trigger.first]
    strong = any(not r.outcome and not r.weak for t in others for r in t.types)
    place, time = bool(around.places_of.get(number)), bool(around.times_of.get(number))
    definite = trigger.prefix.endswith("ال") or bool(trigger.suffix)
    doc = bool(around.armed) or len(scan.sentences) < 4
    fw = f"{form}|{entry.tense}|{entry.voice}"
    out = [
        f"f={form}", f"l={lemma}", f"l={lemma}|{form}|{definite}", f"k={kind}", f"k={kind}|f={form}", f"n={len(own)}", f"den={form}|{definite}", f"tense={entry.tense}|{trigger.prefix[:1]}",
        f"fw={fw}", f"fw={fw}|weak={weak}", f"fw={fw}|out={outcome}", f"num={entry.number}|{form}|{definite}",
        f"armed={bool(armed)}", f"near={bucket(near)}", f"actors={min(len(actors), 3)}", f"place={place}", f"time={time}", f"who={bool(armed)}{place}{time}{bool(tolls)}",
        f"toll={bool(tolls)}|{own_toll}", f"strong={strong}", f"doc={doc}", f"strong={strong}|f={form}|weak={weak}",
        f"long={trigger.last - trigger.first > 1}", f"start={trigger.first - sentence.first < 2}|f={form}",
        f"fb={clause.before}|f={form}|{definite}", f"pw={bare(clause.word_before)}", f"fa={clause.after}|f={form}", f"fa={clause.after}|weak={weak}", f"fb={clause.before}|fa={clause.after}|f={form}",
        f"fa2={clause.after2}|f={form}", f"fb2={clause.before2}|f={form}",
    ]  # fmt: skip
    if len(scan.sentences) < 4:
        out += ["short", f"short|fw={fw}", f"short|who={bool(armed)}{place}{time}{bool(tolls)}", f"short|out={outcome}|strong={strong}", f"short|near={bucket(near)}", f"short|{form}|place={place}|toll={bool(tolls)}"]
    for r in own:
        out += [f"t={r.event_type}", f"t={r.event_type}|f={form}", f"t={r.event_type}|k={kind}", f"id={r.trigger_id}", f"t={r.event_type}|fa={clause.after}", f"t={r.event_type}|{definite}"]
        if r.conditioned:
            out.append(f"cond|t={r.event_type}")
        if r.status:
            out.append(f"status={r.status}")
    if clause.before.startswith("prep"):
        out.append(f"prep={clause.word_before}|{form}|{definite}")
    if weak:
        out += ["weak", f"weak|armed={bool(armed)}", f"weak|place={place}", f"weak|doc={doc}", f"weak|toll={own_toll}", f"weak|near={bucket(near)}"]
    if outcome:
        out += ["outcome", f"outcome|strong={strong}", f"outcome|toll={own_toll}", f"outcome|t={first}|strong={strong}", f"outcome|k={kind}"]
    if any(r.conditioned for r in own):
        out.append("cond")
    if not armed and not place:
        out += ["nowho-nowhere", f"nowho|{form}", f"nowho|time={time}|{form}"]
    out += _marked(around, trigger, number, form)
    out += [f"sl={s}|fw={fw}" for s in clause.slots] + [f"sl={s}|t={first}" for s in clause.slots]
    out += [f"w={w}|t={first}" for w in clause.classes]
    if clause.word_before == "و" or trigger.prefix.startswith("و"):
        out.append(f"and|{form}")
    earlier = around.earlier(first, trigger.first)
    out += [f"earlier={earlier}|{form}|{definite}", f"earlier={earlier}|{kind}"]
    return out + _neighbours(trigger, others, first)


def telling(around: Surroundings, k: int, first: list[float], told: int) -> list[str]:
    """Does the scan's k-th trigger tell of an act, given how sure `detection` is of every trigger of the report?

    `told`: how many of these are likelier than not.
    """
    scan = around.scan
    trigger, sure = scan.triggers[k], first[k]
    number = scan.sentence_of[trigger.first]
    typ, form = trigger.types[0].event_type, trigger.entry.form
    definite = trigger.prefix.endswith("ال") or bool(trigger.suffix)
    level = f"{_level(sure):g}"
    here = [n for n in around.triggers_of.get(number, []) if n != k]
    before = next((n for n in reversed(here) if n < k and first[n] >= 0.4), None)
    after = next((n for n in here if n > k and first[n] >= 0.4), None)
    best = max((first[n] for n in here), default=0.0)
    alike = around.positions_of(typ)
    last = next((n for n in reversed(alike[: bisect_left(alike, k)]) if first[n] >= 0.5), None)
    kind = scan.sentences[number].kind
    earlier = "none"
    if last is not None:
        there = scan.sentence_of[scan.triggers[last].first]
        earlier = "here" if there == number else "doc" if scan.sentences[there].kind == "body" else "title"
    out = [f"p={level}", f"p={level}|{kind}", f"p={level}|told={min(told, 4)}", f"told={min(told, 6)}", f"p={level}|best={_level(best):g}", f"surest={sure > best}|n={min(len(here), 3)}",
           f"earlier={earlier}|{form}|{definite}", f"earlier={earlier}|{typ}", f"earlier={earlier}|p={level}", f"t={typ}|p={level}"]  # fmt: skip
    for name, n in (("before", before), ("after", after)):
        if n is None:
            out.append(f"{name}=none|{form}")
            continue
        other = scan.triggers[n]
        low, high = (other.last, trigger.first) if n < k else (trigger.last, other.first)
        result = around.between(around.results, low, high + 1) > 0
        comma = around.between(around.commas, low, high) > 0
        out += [f"{name}={other.types[0].event_type}|{typ}", f"{name}={other.entry.form}|{form}|res={result}", f"{name}|res={result}|comma={comma}|{form}",
                f"{name}|d={bucket(high - low)}", f"{name}|p={level}|d={bucket(high - low)}", f"{name}={other.types[0].event_type}|{typ}|res={result}"]  # fmt: skip
    return out


def _level(probability: float) -> float:
    """A probability as log-odds in steps of a half, at most 5 either way."""
    p = min(max(probability, 0.0067), 0.9933)
    return round(2 * log(p / (1 - p))) / 2


def _marked(around: Surroundings, trigger: TriggerMention, number: int, form: str) -> list[str]:
    out = []
    sentence = around.scan.sentences[number]
    for name in _MARKERS:
        positions = around.markers.get(name, [])
        if not positions:
            continue
        if around.between(positions, max(trigger.first - 6, sentence.first), trigger.last):
            out += [f"b:{name}", f"b:{name}|{form}"]
        if around.between(positions, trigger.last, min(trigger.last + 6, sentence.last)):
            out.append(f"a:{name}")
        if name in ("analysis", "accident", "sport", "culture", "habitual"):
            out.append(f"doc:{name}")
            if around.between(positions, sentence.first, sentence.last):
                out.append(f"s:{name}")
    return out


def _neighbours(trigger: TriggerMention, others: list[TriggerMention], typ: str) -> list[str]:
    out, form = [], trigger.entry.form
    preceding = [t for t in others if t.last <= trigger.first]
    following = [t for t in others if t.first >= trigger.last]
    if preceding:
        last = preceding[-1]
        out += [f"pt={last.types[0].event_type}>{typ}", f"pf={last.entry.form}>{form}"]
        if trigger.first - last.last <= 1:
            out += [f"adjacent:{last.entry.form}>{form}", f"adj={last.types[0].event_type}>{typ}"]
    if following:
        out += [f"nt={typ}>{following[0].types[0].event_type}", f"nf={form}>{following[0].entry.form}"]
        if following[0].first - trigger.last <= 1:
            out += [f"nextadj:{form}>{following[0].entry.form}", f"nadj={typ}>{following[0].types[0].event_type}"]
    return out


def typing(act: Act, clause: Clause, around: Surroundings) -> list[str]:
    """Of a trigger that tells of an act: is this the act's type?"""
    reading, entry = act.reading, act.trigger.entry
    typ = reading.event_type
    own = [r.event_type for r in act.trigger.types if not r.also]
    out = [
        f"t={typ}", f"also={reading.also}", f"t={typ}|also={reading.also}", f"t={typ}|l={entry.lexeme.lemma}", f"id={reading.trigger_id}|t={typ}", f"cond={reading.conditioned}",
        f"n={min(len(own), 3)}|also={reading.also}|cond={reading.conditioned}", f"weak={reading.weak}|also={reading.also}", f"out={reading.outcome}|also={reading.also}|t={typ}",
        f"t={typ}|f={entry.form}", f"t={typ}|k={around.scan.sentences[act.sentence].kind}", f"uncond={not reading.conditioned and any(r.conditioned for r in act.trigger.types)}|{reading.also}",
        f"t={typ}|doc={around.doc_types(typ)}", f"t={typ}|toll={clause.tolls}",
    ]  # fmt: skip
    for other in own:
        if other != typ:
            out.append(f"{other}>{typ}")
    out += [f"t={typ}|w={w}" for w in clause.classes] + [f"t={typ}|sl={s}" for s in clause.slots]
    if reading.also:
        out += [f"{own[0]}>{typ}|w={w}" for w in clause.classes]
    return out


def _agreement(da: Details, db: Details, where: str, same: str) -> list[str]:
    """Which details of two acts agree."""
    out, agree, differ = [], 0, 0
    for name, x, y in zip(Details._fields, da, db, strict=True):
        if not x and not y:
            continue
        found = "one" if not x or not y else "same" if x & y else "other"
        agree, differ = agree + (found == "same"), differ + (found == "other")
        out += [f"{name}={found}|{where}|{same}", f"{name}={found}|{same}"]
    return [*out, f"agree={agree}|differ={differ}|{same}", f"agree={agree}|differ={differ}|{where}|{same}"]


def merging(around: Surroundings, a: Act, b: Act, da: Details, db: Details) -> list[str]:
    """Do two triggers (a before b) tell of one act? `da` and `db`: what each says by itself."""
    scan = around.scan
    sa, sb = scan.sentences[a.sentence], scan.sentences[b.sentence]
    ta, tb = a.event_type, b.event_type
    ca, cb = around.codebook.types[ta].class_, around.codebook.types[tb].class_
    gap = b.sentence - a.sentence
    where = (
        "same"
        if gap == 0
        else "title"
        if sa.kind == "title"
        else "head"
        if sa.kind == "heading" or sb.kind == "heading"
        else "par"
        if sa.paragraph == sb.paragraph
        else "doc"
    )
    definite = b.trigger.prefix.endswith("ال") or bool(b.trigger.suffix)
    same = "type" if ta == tb else "class" if ca == cb else "other"
    out = [f"w={where}", f"s={same}", f"w={where}|s={same}", f"tt={ta}>{tb}", f"tt={ta}>{tb}|{gap == 0}", f"out={a.reading.outcome}{b.reading.outcome}",
           f"out={a.reading.outcome}{b.reading.outcome}|w={where}", f"gap={min(gap, 5)}|s={same}", f"def={definite}|s={same}|{where}",
           f"forms={a.trigger.entry.form}>{b.trigger.entry.form}|{gap == 0}"]  # fmt: skip
    if a.trigger.entry.lexeme.lemma == b.trigger.entry.lexeme.lemma:
        out.append(f"lemma|{where}")
    if b.reading.outcome:
        out.append(f"bout|{where}|{ta}")
    if a.reading.outcome:
        out.append(f"aout|{where}|{tb}")
    if gap == 0:
        first, last = a.trigger.last, b.trigger.first
        out.append(f"d={bucket(last - first)}")
        out.append(f"commas={min(around.between(around.commas, first, last), 2)}")
        out.append(f"trig={min(around.between(around.triggers, first, last), 2)}")
        out.append(f"res={around.between(around.results, first, last + 1) > 0}|{b.reading.outcome}")
        out.append(f"rel={around.between(around.relatives, first, last + 1) > 0}")
        out.append(f"and={b.trigger.prefix[:1]}|{b.trigger.entry.form}|{same}")
        if first == last:
            out.append(f"adjacent|{ta}>{tb}")
    out += _shared(around, a, b, where, same)
    out += _agreement(da, db, where, same)
    if around.before("recalled", b, 5):
        out.append(f"recalled|{where}")
    return out


def _shared(around: Surroundings, a: Act, b: Act, where: str, same: str) -> list[str]:
    if where == "same":
        return []
    pa, aa, la, days_a = around.summary(a.sentence)
    pb, ab, lb, days_b = around.summary(b.sentence)
    place = "none" if not pa or not pb else "shared" if pa & pb else "other"
    actors = "none" if not aa or not ab else "shared" if aa & ab else "other"
    tolls = "none" if not la or not lb else "shared" if la & lb else "other"
    days = "none" if not days_a or not days_b else "shared" if days_a & days_b else "other"
    return [f"pl={place}|{where}|{same}", f"ac={actors}|{where}|{same}", f"to={tolls}|{where}|{same}", f"da={days}|{where}", f"pl={place}|ac={actors}|s={same}",
            f"pa={bool(pa)}|pb={bool(pb)}|{where}"]  # fmt: skip


def _apart(around: Surroundings, act: Act, first: int, last: int) -> list[str]:
    """How a mention at words [first, last) lies to the act's trigger."""
    scan, trigger = around.scan, act.trigger
    s = scan.sentence_of[first]
    gap = act.sentence - s
    if gap == 0:
        right = first >= trigger.last
        a, b = (trigger.last, first) if right else (last, trigger.first)
        side = "R" if right else "L"
        return [f"{side}d={bucket(b - a)}", f"{side}c={min(around.between(around.commas, a, b), 2)}", f"{side}t={min(around.between(around.triggers, a, b), 2)}",
                f"{side}comp={around.between(around.complementizers, a, b) > 0}"]  # fmt: skip
    kind = scan.sentences[s].kind
    mine = scan.sentences[act.sentence]
    par = scan.sentences[s].paragraph == mine.paragraph
    far = f"s={max(min(gap, 4), -3)}"
    return [far, f"{far}|par={par}", f"from={kind}", f"from={kind}|in={mine.kind}", f"from={kind}|{far}"]


class RoleFeatures:
    """Features of actors for the roles of an act; slots are worked out once per act."""

    def __init__(self, around: Surroundings, act: Act) -> None:
        self.around = around
        self.act = act
        scan = around.scan
        self.indexes = around.actors_of.get(act.sentence, [])
        found = slots(scan, act.trigger, [scan.actors[n] for n in self.indexes])
        self.slot = {n: found[k] for k, n in enumerate(self.indexes)}
        self.voice = voice_of(scan, act.trigger)
        self.frame = around.codebook.frames.get(act.reading.frame)
        self.people = [n for n in self.indexes if scan.actors[n].first >= act.trigger.last]
        following = scan.actors[self.people[0]] if self.people else None
        self.has_subject = (
            following is not None
            and self.slot[self.people[0]] == "R1"
            and following.first - act.trigger.last <= 3
            and not around.between(around.triggers, act.trigger.last, following.first)
        )

    def of(self, n: int) -> list[str]:
        """Features of the scan's n-th actor mention."""
        around, act = self.around, self.act
        m: ActorMention = around.scan.actors[n]
        typ, frame = act.event_type, act.reading.frame
        kind = around.actor_kind(m.id)
        group = kind if kind in ("civilians", "authority", "crime", "organization") else "armed"
        out = [
            f"mk={m.kind}",
            f"mk={m.kind}|t={typ}",
            f"ak={kind}|t={typ}",
            f"g={group}|fr={frame}",
            f"id={m.id}",
            f"id={m.id}|t={typ}",
        ]
        out += _apart(around, act, m.first, m.last)
        often = min(around.frequency[m.id], 4)
        latest = group == "armed" and not around.between(around.armed_mentions, m.first + 1, act.trigger.first)
        out += [f"often={often}|g={group}", f"often={often}|any={bool(self.indexes)}|fr={frame}|g={group}", f"latest={latest}|fr={frame}|any={bool(self.indexes)}",
                f"armed={min(len(around.armed), 3)}|g={group}|fr={frame}"]  # fmt: skip
        slot = self.slot.get(n)
        if slot is None:
            s = max(min(act.sentence - around.scan.sentence_of[m.first], 3), -2)
            sub = bool(self.indexes)
            out += [f"away={s}|g={group}|fr={frame}", f"away={s}|any={sub}|{self.voice}", f"away={s}|form={act.trigger.entry.form}|any={sub}",
                    f"away|suffix={bool(act.trigger.suffix)}|g={group}", f"away|plural={act.trigger.entry.number}|{act.trigger.entry.form}|g={group}|any={sub}",
                    f"away|top={self._is_topic(n)}|g={group}|fr={frame}"]  # fmt: skip
            return out
        role = self._frame_role(slot)
        voice = self.voice
        before = around.scan.actors[n - 1] if n else None
        first_right = bool(self.people) and self.people[0] == n
        out += [f"slot={slot}", f"slot={slot}|fr={frame}", f"slot={slot}|v={voice}", f"slot={slot}|v={voice}|fr={frame}", f"slot={slot}|g={group}", f"role={role}",
                f"role={role}|g={group}", f"slot={slot}|mk={m.kind}", f"slot={slot}|t={typ}", f"slot={slot}|g={group}|fr={frame}",
                f"slot={slot}|v={voice}|g={group}", f"first={first_right}|v={voice}|g={group}"]  # fmt: skip
        if before is not None and is_coordinated(around.scan, before, m):
            out.append(f"coord|same={before.id == m.id}")
        governor = self._governor(n)
        joined = act.trigger.prefix[:1] in ("و", "ف")
        verb = act.trigger.entry.form == "verb"
        out += [f"gov={governor}|v={voice}", f"gov={governor}|subj={self.has_subject}|verb={verb}|g={group}", f"gov={governor}|subj={self.has_subject}|and={joined}|verb={verb}",
                f"gov={governor}|fr={frame}", f"gov={governor}|slot={slot}"]  # fmt: skip
        if self._is_speaker(n):
            out += ["speaker", f"speaker|{slot[0]}"]
        if m.number:
            out.append(f"num={m.number}|fr={frame}|{voice}")
        if m.suspected:
            out.append("suspected")
        if m.first in around.counted_words:
            out += ["counted", f"counted|fr={frame}"]
        return out

    def _governor(self, n: int) -> str:
        """The trigger that a mention stands nearest after (the act's own, one before or after it), and its place there."""
        around, scan = self.around, self.around.scan
        m = scan.actors[n]
        own = self.act.trigger.first
        first = scan.sentences[self.act.sentence].first
        k = bisect_right(around.triggers, m.first) - 1
        at = around.triggers[k] if k >= 0 and around.triggers[k] >= first else None
        if at is None:
            return "none"
        rank = sum(1 for i in self.indexes if at < scan.actors[i].first < m.first and not preposition_of(scan, scan.actors[i]))
        governed = preposition_of(scan, m) or str(min(rank, 2))
        where = "own" if at == own else f"before{min(around.between(around.triggers, at + 1, own), 1)}" if at < own else "after"
        return f"{where}:{governed}"

    def _frame_role(self, slot: str) -> str:
        frame = self.frame
        if frame is None:
            return ""
        if slot.startswith("R1"):
            return frame.passive_subject if self.voice.startswith("passive") else frame.subject
        if slot.startswith("R2"):
            return frame.object
        if slot.startswith(("Rgen", "Radj")):
            return frame.genitive
        if slot.startswith("Ltop"):
            return frame.subject
        return frame.prepositions.get(slot[1:].removesuffix("+"), "")

    def _is_topic(self, n: int) -> bool:
        """The mention is the first actor of its sentence."""
        s = self.around.scan.sentence_of[self.around.scan.actors[n].first]
        return self.around.actors_of[s][0] == n

    def _is_speaker(self, n: int) -> bool:
        m = self.around.scan.actors[n]
        return any(s.first <= m.first < s.last for s in self.around.sources_of.get(self.act.sentence, []))


def place(around: Surroundings, act: Act, n: int) -> list[str]:
    """Is the scan's n-th place a place of the act?"""
    scan = around.scan
    p = scan.places[n]
    typ = act.event_type
    container = n in scan.containers
    inner = n in around.inner_places
    preposition = preposition_of(scan, p)
    precision = p.noun or (p.candidates[0].precision if p.candidates else "unknown")
    here = around.places_of.get(act.sentence, [])
    out = _apart(around, act, p.first, p.last)
    same = scan.sentence_of[p.first] == act.sentence
    out += [f"prep={preposition}", f"prep={preposition}|t={typ}", f"prec={precision}", f"prec={precision}|same={same}", f"ev={p.evident}|{same}", f"cont={container}",
            f"cont={container}|{same}", f"inner={inner}", f"any={bool(here)}|{same}", f"known={bool(p.candidates)}",
            f"head={p.head}|known={bool(p.candidates)}", f"head={p.head}|plain={p.plain}", f"known={bool(p.candidates)}|plain={p.plain}|ev={p.evident}", f"head={p.head}|{same}",
            f"common={bool(p.candidates) and all(c.common for c in p.candidates)}|ev={p.evident}", f"known={bool(p.candidates)}|prec={precision}|{same}"]  # fmt: skip
    if container:
        inside = scan.containers[n]
        out.append(f"cont|of={scan.places[inside[-1]].noun}")
    if p.first in around.actor_words:
        out.append("inactor")
    if any(s.first <= p.first < s.last for s in around.sources_of.get(scan.sentence_of[p.first], [])):
        out += ["insource", f"insource|{same}"]
    if p.first - scan.sentences[scan.sentence_of[p.first]].first < 2:
        out.append(f"opens|{same}|{scan.sentences[scan.sentence_of[p.first]].kind}|dash={_before_dash(around, p.last)}")
    right = [k for k in here if scan.places[k].first >= act.trigger.last and k not in scan.containers]
    left = [k for k in here if scan.places[k].last <= act.trigger.first and k not in scan.containers]
    if same:
        rank = right.index(n) if n in right else -1
        lrank = len(left) - 1 - left.index(n) if n in left else -1
        out += [
            f"rank=R{min(rank, 2)}" if rank >= 0 else f"rank=L{min(lrank, 2)}|right={bool(right)}",
            f"rankt={rank}|{lrank}|{act.trigger.entry.form}",
        ]
    elif n == len(scan.places) - 1 or scan.sentence_of[scan.places[n + 1].first] != scan.sentence_of[p.first]:
        out.append(f"lastof|any={bool(here)}")
    previous = scan.places[n - 1] if n else None
    if previous is not None and p.prefix.startswith("و") and p.first - previous.last <= 2:
        out += [f"coord|{same}", f"coord|t={typ}"]
    if not around.between(around.last_place_sentences, scan.sentence_of[p.first] + 1, act.sentence + 1):
        out.append(f"latest|{same}|any={bool(here)}")
    if len(around.place_names) == 1:
        out.append("only")
    return out


def _before_dash(around: Surroundings, last: int) -> bool:
    return any(t in "-:" for t in around.scan.texts[last : last + 4])


def time(around: Surroundings, act: Act, n: int) -> list[str]:
    """Is the scan's n-th time expression the act's date?"""
    scan = around.scan
    t = scan.times[n]
    here = around.times_of.get(act.sentence, [])
    same = scan.sentence_of[t.first] == act.sentence
    future = bool(t.start and scan.report.published and t.start > scan.report.published)
    out = _apart(around, act, t.first, t.last)
    out += [f"kind={t.kind}", f"kind={t.kind}|t={act.event_type}", f"prec={t.precision}", f"any={bool(here)}|{same}", f"future={future}", f"n={min(len(here), 3)}|{same}",
            f"kind={t.kind}|{same}", f"tense={act.trigger.entry.tense}|future={future}"]  # fmt: skip
    before = scan.texts[t.first - 1] if t.first else ""
    out.append(f"before={before if scan.function.get(t.first - 1) else scan.function.get(t.first - 1, '')}")
    for name in ("recalled", "plan"):
        s = scan.sentence_of[t.first]
        if around.between(around.markers.get(name, []), scan.sentences[s].first, scan.sentences[s].last):
            out.append(f"{name}|{same}")
    return out


def toll(around: Surroundings, act: Act, n: int) -> list[str]:
    """Does the scan's n-th toll belong to the act?"""
    scan = around.scan
    c: TollMention = scan.tolls[n]
    typ = act.event_type
    own = act.trigger.first <= c.word < act.trigger.last
    same = scan.sentence_of[c.word] == act.sentence
    a, b = sorted((act.trigger.first, c.word))
    other = around.between(around.triggers, a + 1, b)
    out = _apart(around, act, c.word, c.word + 1)
    out += [f"own={own}", f"own={own}|k={c.kind}", f"fl={c.field}|t={typ}", f"fl={c.field}|t={typ}|{same}", f"k={c.kind}", f"k={c.kind}|f={c.field}", f"same={same}|fl={c.field}",
            f"other={min(other, 3)}|{same}", f"out={act.reading.outcome}|{same}", f"zero={c.kind == 'none'}|{same}"]  # fmt: skip
    if same and around.between(around.results, a, b + 1):
        out.append("result")
    if own and c.first < act.trigger.first:
        out.append("ownleft")
    s = scan.sentences[scan.sentence_of[c.word]]
    if around.between(around.markers.get("recalled", []), s.first, s.last):
        out.append(f"recalled|{same}")
    return out


def source(around: Surroundings, act: Act, n: int) -> list[str]:
    """Is the scan's n-th source the one who tells of the act?"""
    scan = around.scan
    s = scan.sources[n]
    there = scan.sentence_of[s.said]
    same = there == act.sentence
    here = around.sources_of.get(act.sentence, [])
    out = _apart(around, act, s.said, s.said + 1)
    kind = scan.sentences[there].kind
    continued = act.sentence in scan.continuing
    out += [f"style={s.style}", f"style={s.style}|{same}", f"eff={s.effect}", f"eff={s.effect}|{same}", f"any={len(here) > 0}|{same}", f"n={min(len(here), 2)}|{same}|{s.style}",
            f"kind={s.kind}", f"in={kind}|{same}", f"cont={continued}|any={bool(here)}|gap={min(act.sentence - there, 3)}"]  # fmt: skip
    if same:
        side = "R" if s.said > act.trigger.first else "L"
        out += [f"{side}|{s.style}", f"{side}|{s.style}|n={min(len(here), 2)}", f"{side}|{s.effect}"]
    else:
        later = around.between(around.source_sentences, there + 1, act.sentence + 1) > 0
        par = scan.sentences[there].paragraph == scan.sentences[act.sentence].paragraph
        out += [
            f"later={later}|par={par}",
            f"later={later}|par={par}|cont={continued}|{s.style}",
            f"style={s.style}|gap={max(-2, min(act.sentence - there, 3))}|par={par}",
        ]
    if any(s.first <= scan.actors[k].first < s.last for k in around.actors_of.get(there, [])):
        out += ["isactor", f"isactor|{s.style}|{s.effect}"]
    out += [f"end={there == len(scan.sentences) - 1}|{s.style}", f"first={there == 0}|{s.style}|{same}", f"kind={s.kind}|{s.style}|{same}",
            f"only={len(around.source_sentences) == 1}|{same}", f"style={s.style}|in={kind}|{same}"]  # fmt: skip
    return out


_STATUS_MARKERS = ("attempt", "plan", "denial", "accusation", "hedge", "negation")


def status(around: Surroundings, act: Act) -> list[str]:
    """Did it happen, or is it alleged, attempted, planned, denied?"""
    scan, trigger = around.scan, act.trigger
    typ = act.event_type
    out = [
        f"t={typ}",
        f"tense={trigger.entry.tense}",
        f"form={trigger.entry.form}",
        f"future={'س' in trigger.prefix}",
        f"status={act.reading.status}",
        f"id={act.reading.trigger_id}",
    ]
    sentence = scan.sentences[act.sentence]
    before = scan.texts[trigger.first - 1] if trigger.first > sentence.first else "^"
    out.append(f"pw={bare(before)}")
    for name in _STATUS_MARKERS:
        for reach in (2, 6, 14):
            if around.before(name, act, reach):
                out.append(f"b{reach}:{name}")
                out.append(f"b{reach}:{name}|{typ}")
                break
        if around.between(around.markers.get(name, []), sentence.first, sentence.last):
            out.append(f"s:{name}")
    for s in around.sources_of.get(act.sentence, []):
        side = "R" if s.said > trigger.first else "L"
        out += [f"eff={s.effect}|{side}", f"eff={s.effect}|{side}|{trigger.entry.form}"]
    for i in range(max(sentence.first, trigger.first - 10), trigger.first):
        effect = scan.effect_at.get(i)
        if effect:
            near = trigger.first - i <= 3
            out += [f"re={effect}", f"re={effect}|near={near}", f"re={effect}|{trigger.entry.form}"]
    future = [
        t
        for t in (scan.times[n] for n in around.times_of.get(act.sentence, []))
        if t.start and scan.report.published and t.start > scan.report.published
    ]
    if future:
        out.append("futuretime")
    return out
