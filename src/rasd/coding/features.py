"""What the scorers look at, as short names: which act is told, which acts are one, who fills what."""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings, bucket
from rasd.coding.lexicon import bare
from rasd.coding.mentions import ActorMention, TollMention
from rasd.coding.syntax import is_coordinated, preposition_of, slots, voice_of

_MARKERS = ("negation", "habitual", "plan", "attempt", "hedge", "denial", "accusation", "analysis", "accident", "sport", "culture",
            "recalled", "result", "support", "among")  # fmt: skip


def detection(around: Surroundings, act: Act) -> list[str]:
    """Is this trigger an act of this type that is to be coded?"""
    scan, trigger, reading = around.scan, act.trigger, act.reading
    sentence = scan.sentences[act.sentence]
    typ, form = reading.event_type, trigger.entry.form
    lemma = trigger.entry.lexeme.lemma
    before = scan.texts[trigger.first - 1] if trigger.first > sentence.first else "^"
    after = scan.texts[trigger.last] if trigger.last < sentence.last else "$"
    actors = around.actors_of.get(act.sentence, [])
    armed = [n for n in actors if scan.actors[n].id in around.armed]
    near = min((abs(scan.actors[n].first - trigger.last) for n in armed), default=99)
    tolls = around.tolls_of.get(act.sentence, [])
    own_toll = any(trigger.first <= scan.tolls[n].word < trigger.last for n in tolls)
    others = [
        scan.triggers[n] for n in around.triggers_of.get(act.sentence, []) if scan.triggers[n].first != trigger.first
    ]
    same = sum(1 for t in others if any(r.event_type == typ for r in t.types))
    strong = any(not r.outcome and not r.weak for t in others for r in t.types)
    place = bool(around.places_of.get(act.sentence))
    time = bool(around.times_of.get(act.sentence))
    definite = trigger.prefix.endswith("ال") or bool(trigger.suffix)
    kind = sentence.kind
    out = [
        f"t={typ}", f"f={form}", f"t={typ}|f={form}", f"l={lemma}", f"l={lemma}|t={typ}", f"id={reading.trigger_id}", f"k={kind}", f"k={kind}|t={typ}",
        f"n={len(trigger.types)}", f"den={form}|{definite}", f"tense={trigger.entry.tense}|{trigger.prefix[:1]}",
        f"armed={bool(armed)}", f"near={bucket(near)}", f"actors={min(len(actors), 3)}", f"place={place}", f"time={time}",
        f"toll={bool(tolls)}|{own_toll}", f"same={min(same, 2)}", f"strong={strong}", f"doc={min(len(around.armed), 3)}",
        f"long={trigger.last - trigger.first > 1}", f"start={trigger.first - sentence.first < 2}",
    ]  # fmt: skip
    fb = scan.function.get(trigger.first - 1, "") if trigger.first > sentence.first else "^"
    out += [f"fb={fb}|f={form}", f"pw={bare(before)}", f"fa={scan.function.get(trigger.last, '')}|f={form}"]
    if fb == "preposition":
        out.append(f"prep={before}|{form}|{definite}")
    if after in (",", "$", ".", ":"):
        out.append(f"end|f={form}|{definite}")
    if reading.weak:
        out += [
            "weak",
            f"weak|armed={bool(armed)}",
            f"weak|place={place}",
            f"weak|doc={min(len(around.armed), 3)}",
            f"weak|toll={own_toll}",
        ]
    if reading.outcome:
        out += [
            "outcome",
            f"outcome|strong={strong}",
            f"outcome|toll={own_toll}",
            f"outcome|t={typ}|strong={strong}",
            f"outcome|k={kind}",
        ]
    if reading.conditioned:
        out += ["cond", f"cond|t={typ}"]
    elif any(r.conditioned for r in trigger.types):
        out.append("uncond")
    if not armed and not place:
        out += ["nowho-nowhere", f"nowho|{form}"]
    if scan.triggers and len(scan.triggers) < 3:
        out.append("fewtriggers")
    for name in _MARKERS:
        if around.before(name, act, 6):
            out += [f"b:{name}", f"b:{name}|{form}"]
        if around.after(name, act, 6):
            out.append(f"a:{name}")
        if name in ("analysis", "accident", "sport", "culture", "habitual"):
            n = len(around.markers.get(name, []))
            if n:
                out.append(f"doc:{name}")
            if around.between(around.markers.get(name, []), sentence.first, sentence.last):
                out.append(f"s:{name}")
    if reading.status:
        out.append(f"status={reading.status}")
    if before == "و" or trigger.prefix.startswith("و"):
        out.append(f"and|{form}")
    if preceded := [t for t in others if t.last <= trigger.first]:
        last = preceded[-1]
        out.append(f"pt={last.types[0].event_type}>{typ}")
        if trigger.first - last.last <= 1:
            out += [f"adjacent:{last.entry.form}>{form}", f"adj={last.types[0].event_type}>{typ}"]
    if followed := [t for t in others if t.first >= trigger.last]:
        if followed[0].first - trigger.last <= 1:
            out += [f"nextadj:{form}>{followed[0].entry.form}", f"nadj={typ}>{followed[0].types[0].event_type}"]
        out.append(f"nt={typ}>{followed[0].types[0].event_type}")
    return out


def merging(around: Surroundings, a: Act, b: Act) -> list[str]:
    """Do two triggers (a before b) tell of one act?"""
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
        if self._is_speaker(n):
            out += ["speaker", f"speaker|{slot[0]}"]
        if m.number:
            out.append(f"num={m.number}|fr={frame}|{voice}")
        if m.suspected:
            out.append("suspected")
        if m.first in around.counted_words:
            out += ["counted", f"counted|fr={frame}"]
        return out

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
            f"cont={container}|{same}", f"inner={inner}", f"any={bool(here)}|{same}", f"known={bool(p.candidates)}"]  # fmt: skip
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
        out.append("isactor")
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
