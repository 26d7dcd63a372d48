"""Do two triggers of a report tell of one act?"""

from __future__ import annotations

from rasd.coding.acts import Act, Details, Surroundings, bucket, compared
from rasd.coding.scorers import Row, Shape, shape

SHAPE: Shape = shape(
    "merge",
    """where alike a b oa ob gap definite fa fb lemma d commas trigs result relative joined adjacent recalled
    initiator target place day toll agree differ spl sac sto sda pa pb sno suffix parted far""",
    """where, alike, where alike, a b, a b where, a b result, oa ob, oa ob where, gap alike, definite alike where, fa fb where, fa fb result where, lemma where, lemma where definite, ob where a, oa where b,
    d, d alike, commas, trigs, trigs alike, result ob, result oa, relative, relative fb, joined fb alike, adjacent a b, adjacent fa fb, recalled where, ob where, oa where, suffix where alike,
    initiator where alike, target where alike, place where alike, day where alike, toll where alike, initiator alike, target alike, place alike, day alike, toll alike,
    agree differ alike, agree differ where alike, agree differ a b, spl where alike, sac where alike, sto where alike, sda where, spl sac alike, pa pb where, place day alike, place toll alike, toll day alike, sno where alike, parted, parted alike, parted where alike, parted a b, far alike, far where alike, far parted alike""",
)


def row(around: Surroundings, a: Act, b: Act, da: Details, db: Details) -> Row:
    """Row of two acts, `a` told before `b`; `da` and `db`: what each says by itself."""
    scan = around.scan
    sa, sb = scan.sentences[a.sentence], scan.sentences[b.sentence]
    ta, tb = a.event_type, b.event_type
    gap = b.sentence - a.sentence
    types = around.codebook.types
    alike = "type" if ta == tb else "class" if types[ta].class_ == types[tb].class_ else "other"
    if gap == 0:
        where = "same"
        first, last = a.trigger.last, b.trigger.first
        between: Row = (
            bucket(last - first), min(around.commas(first, last), 2), min(around.trigger_tally(first, last), 2), around.results(first, last + 1) > 0,
            around.relatives(first, last + 1) > 0, b.trigger.prefix[:1], first == last,
        )  # fmt: skip
        shared: Row = ("", "", "", "", False, False)
    else:
        where = (
            "title" if sa.kind == "title" else "head" if sa.kind == "heading" or sb.kind == "heading"
            else "par" if sa.paragraph == sb.paragraph else "doc"
        )  # fmt: skip
        between = (99, 0, 0, False, False, "", False)
        pa, aa, la, days_a = around.summary(a.sentence)
        pb, ab, lb, days_b = around.summary(b.sentence)
        shared = (compared(pa, pb), compared(aa, ab), compared(la, lb), compared(days_a, days_b), bool(pa), bool(pb))
    definite = b.trigger.prefix.endswith("ال") or bool(b.trigger.suffix)
    found = da.compared(db)
    ea, eb = a.trigger.entry, b.trigger.entry
    return (
        where, alike, ta, tb, a.reading.outcome, b.reading.outcome, min(gap, 5), definite, ea.form, eb.form, ea.lexeme.lemma == eb.lexeme.lemma, *between,
        around.before("recalled", b, 5), *found, found.count("same"), found.count("other"), *shared, around.total_of(a.sentence) + around.total_of(b.sentence), bool(b.trigger.suffix),
        _parted(around, a, b), bucket(gap),
    )  # fmt: skip


def _parted(around: Surroundings, a: Act, b: Act) -> str:
    """Whether the two stand under one heading, under two, or in a report without headings."""
    first, second = around.heading_of[a.sentence], around.heading_of[b.sentence]
    return "no" if first < 0 and second < 0 else "one" if first == second else "two"
