"""Did the act happen, or is it alleged, attempted, planned, denied?"""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings
from rasd.coding.scorers import Row, Shape, shape

STATUSES = ("alleged", "attempted", "planned", "denied")
SHAPE: Shape = shape(
    "status",
    "type tense form future status rule w1 w2 v1 v2 futuretime governed lemma kind",
    """type, tense, form, future, status, status type, rule, w1, w1 form, w1 type, w2, v1, v2, futuretime, futuretime tense, futuretime form, governed, governed form, governed type, lemma, kind,
    bag*, bag* type, bag* form""",
    outputs=STATUSES,
    bag="marks and reporting words around it",
)
_MARKERS = ("attempt", "plan", "denial", "accusation", "hedge", "negation")


def row(around: Surroundings, act: Act, governed: str) -> tuple[Row, list[str]]:
    """The row of one act and its bag."""
    scan, trigger = around.scan, act.trigger
    entry = trigger.entry
    sentence = scan.sentences[act.sentence]
    first, last = trigger.first, trigger.last
    bag: list[str] = []
    for name in _MARKERS:
        if name not in around.markers:
            continue
        bag += [f"b{reach}:{name}" for reach in (2, 6, 14) if around.before(name, act, reach)][:1]
        if around.after(name, act, 8):
            bag.append("a:" + name)
        if around.some(around.markers[name], sentence.first, sentence.last):
            bag.append("s:" + name)
    for s in around.sources_of.get(act.sentence, ()):
        bag.append(f"said {s.effect} {'R' if s.said > first else 'L'}")
    for i in range(max(sentence.first, first - 10), min(last + 10, sentence.last)):
        effect = scan.effect_at.get(i)
        if effect:
            bag.append(f"re {effect} {'R' if i >= last else 'L3' if first - i <= 3 else 'L'}")
    published = scan.report.published
    future = published is not None and any(
        (start := scan.times[n].start) and start > published for n in around.times_of.get(act.sentence, ())
    )
    stems = around.stems
    return (
        act.event_type, entry.tense, entry.form, "س" in trigger.prefix, act.reading.status, act.reading.trigger_id, stems[first - 1] if first > sentence.first else "^",
        stems[first - 2] if first - 1 > sentence.first else "^", stems[last] if last < sentence.last else "$", stems[last + 1] if last + 1 < sentence.last else "$",
        future, governed, entry.lexeme.lemma, sentence.kind,
    ), bag  # fmt: skip
