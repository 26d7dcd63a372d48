"""Train the coder's scorers on gold reports, and measure them on reports set aside.

    python scripts/train_scorers.py GOLD.jsonl...             train on all, write the scorers
    python scripts/train_scorers.py GOLD.jsonl... --cv 5      code each fifth with scorers trained on the rest

Needs scikit-learn (the `train` extra). What is learned is a table of weights by feature name.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from rasd.coding import features
from rasd.coding.acts import Act, Surroundings
from rasd.coding.clauses import WordClasses, clause_of
from rasd.coding.coder import Coder
from rasd.coding.mentions import Scan
from rasd.coding.records import Decider, Group, RecordMaker
from rasd.coding.scorers import SCORERS, Scorers
from rasd.evaluation.scorer import same_place, source_same
from rasd.report import Report

STRENGTH = {"detect": 0.35, "type": 0.5, "merge": 0.3, "initiators": 0.3, "targets": 0.3, "supporters": 0.3, "places": 0.3, "date": 0.3, "toll": 0.3,
            "source": 0.3, "alleged": 0.3, "attempted": 0.3, "planned": 0.3, "denied": 0.3}  # fmt: skip
SMALLEST_WEIGHT = 0.02
RAREST = 2
SHORT = 0.5
QUIET = 2.0
"""Weight of reports that tell of nothing: a record from one of them is the worst that can happen."""

Example = tuple[list[str], int, float]
Told = tuple[int, bool, float]


class Examples:
    """Labelled feature lists by scorer."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[Example]] = defaultdict(list)
        self.told: list[Told] = []
        """Number of a trigger, whether it tells of an act, weight."""

    def tell(self, number: int, names: list[str], label: bool, weight: float = 1.0) -> None:
        self.add("detect", names, label, weight)
        self.told.append((number, label, weight))

    def weigh(self, factor: float) -> None:
        """Make all examples count for more or less."""
        self.by_name = defaultdict(
            list, {name: [(f, label, w * factor) for f, label, w in rows] for name, rows in self.by_name.items()}
        )

    def add(self, name: str, names: list[str], label: bool, weight: float = 1.0) -> None:
        self.by_name[name].append((names, int(label), weight))


def gold_spans(text: str, trigger: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(re.escape(trigger), text)]


def gold_met(scan: Scan, spans: list[list[tuple[int, int]]], gold: list[dict[str, Any]]) -> dict[int, int]:
    """Gold acts that a trigger of their own type stands over, with the first word of the best such trigger."""
    found: dict[int, tuple[bool, int]] = {}
    for trigger in scan.triggers:
        start, end = scan.span(trigger.first, trigger.last)
        types = {r.event_type for r in trigger.types}
        for k, ss in enumerate(spans):
            if gold[k]["event_type"] in types and any(s < end and start < e for s, e in ss):
                also = next(r.also for r in trigger.types if r.event_type == gold[k]["event_type"])
                found[k] = min(found.get(k, (True, 10**9)), (also, trigger.first))
    return {k: first for k, (_, first) in found.items()}


def collect(
    scan: Scan,
    around: Surroundings,
    gold: list[dict[str, Any]],
    out: Examples,
    known: frozenset[str] = frozenset(),
) -> list[tuple[Act, int | None]]:
    """All examples of one report but those of `merge`, and the acts that these are about with their gold acts.

    `known` are event types that the report is known to tell elsewhere: read alone, words for them may tell an act.
    """
    text = scan.report.text
    spans = [
        [s for words in (g["trigger"], *g.get("mentions", ())) for s in gold_spans(text, words)] for g in gold
    ]
    acts: list[tuple[Act, int | None]] = []
    words = WordClasses(around)
    met = gold_met(scan, spans, gold)
    for number, trigger in enumerate(scan.triggers):
        start, end = scan.span(trigger.first, trigger.last)
        over = [k for k, ss in enumerate(spans) if any(s < end and start < e for s, e in ss)]
        types = {gold[k]["event_type"] for k in over}
        sentence = scan.sentence_of[trigger.first]
        near = {
            g["event_type"] for g, ss in zip(gold, spans, strict=True)
            for s, e in ss if scan.span(scan.sentences[sentence].first, scan.sentences[sentence].last)[0] <= s < scan.span(scan.sentences[sentence].first, scan.sentences[sentence].last)[1]
        }  # fmt: skip
        clause = clause_of(around, words, trigger)
        names = features.detection(around, trigger, clause)
        readings = {r.event_type: Act(trigger, r, sentence) for r in trigger.types}
        if over:
            right = types & readings.keys()
            if right and not any(met.get(k) == trigger.first or len(spans[k]) > 1 for k in over):
                continue
            if right:
                out.tell(number, names, True)
            elif all(k in met for k in over):
                out.tell(number, names, False)
            if right:
                for event_type, act in readings.items():
                    out.add("type", features.typing(act, clause, around), event_type in right)
                    if event_type in right:
                        acts.append((act, next(k for k in over if gold[k]["event_type"] == event_type)))
            continue
        own = [a for a in readings.values() if not a.reading.also]
        elsewhere = [a for a in own if any(g["event_type"] == a.event_type for g in gold)]
        if not any(a.event_type in near or a.event_type in known for a in own):
            title = scan.sentences[sentence].kind != "body"
            out.tell(number, names, False, 1.0 if not elsewhere else 0.1 if title else 0.5)
        acts += [(a, None) for a in elsewhere]
    for act, k in acts:
        if k is not None:
            arguments(scan, around, act, gold[k], out)
    return acts


def merges(decider: Decider, acts: list[tuple[Act, int | None]], gold: list[dict[str, Any]], out: Examples) -> None:
    """Pairs of acts; `decider` has scorers that have not seen the report."""
    around = decider.around
    counts = Counter(g["event_type"] for g in gold)
    for i, (a, ka) in enumerate(acts):
        for b, kb in acts[i + 1 :]:
            if a.trigger is b.trigger:
                continue
            if ka is not None and kb is not None:
                names = features.merging(around, a, b, decider.details(a), decider.details(b))
                out.add("merge", names, ka == kb)
            elif (ka is None) != (kb is None) and a.event_type == b.event_type and counts[a.event_type] == 1:
                names = features.merging(around, a, b, decider.details(a), decider.details(b))
                out.add("merge", names, True)


def choose(
    act: Act, indexes: Sequence[int], sentence: Callable[[int], int], right: Callable[[int], bool], reach: int = 9
) -> dict[int, bool]:
    """Labels of candidates: right ones in the act's sentence, else the nearest right one; other right ones are left open."""
    good = [n for n in indexes if right(n)]
    here = [n for n in good if sentence(n) == act.sentence]
    if here:
        chosen = set(here)
    else:
        earlier = [n for n in good if reach >= act.sentence - sentence(n) > 0 or sentence(n) == 0 < act.sentence]
        later = [n for n in good if sentence(n) > act.sentence]
        chosen = {earlier[-1]} if earlier else {later[0]} if later else set()
    return {n: n in chosen for n in indexes if n in chosen or n not in good}


def arguments(scan: Scan, around: Surroundings, act: Act, gold: dict[str, Any], out: Examples) -> None:
    decider = Decider(around, Scorers({}))
    group = Group(act, (act,))
    s_of = scan.sentence_of
    actors = decider.window(group, around.actors_of)
    described = features.RoleFeatures(around, act)
    names = {n: described.of(n) for n in actors}
    for role in ("initiators", "supporters", "targets"):
        wanted = set(gold.get(role, []))
        if act.event_type in ("clash",) and role in ("initiators", "targets"):
            wanted = set(gold["initiators"]) | set(gold["targets"])
            mine = set(gold[role])
            labels = choose(act, actors, lambda n: s_of[scan.actors[n].first], lambda n: scan.actors[n].id in wanted)
            for n, label in labels.items():
                out.add(role, names[n], label and scan.actors[n].id in mine)
            continue
        labels = {}
        for actor in {scan.actors[n].id for n in actors}:
            mine_n = [n for n in actors if scan.actors[n].id == actor]
            labels.update(choose(act, mine_n, lambda n: s_of[scan.actors[n].first], lambda n: actor in wanted))
        for n, label in labels.items():
            out.add(role, names[n], label)
    places = decider.window(group, around.places_of, 1)
    labels = {}
    gold_places = gold.get("places", [])
    for name in {scan.places[n].name for n in places}:
        mine_n = [n for n in places if scan.places[n].name == name]
        ok = any(
            same_place(place_text(scan, mine_n[0]), g) for g in gold_places
        )
        labels.update(choose(act, mine_n, lambda n: s_of[scan.places[n].first], lambda n: ok))
    for n, label in labels.items():
        out.add("places", features.place(around, act, n), label)
    if gold.get("date"):
        wanted_date = tuple(date.fromisoformat(d) for d in gold["date"])
        times = decider.window(group, around.times_of, 1)
        times = [n for n in times if scan.times[n].start]
        labels = choose(
            act,
            times,
            lambda n: s_of[scan.times[n].first],
            lambda n: (scan.times[n].start, scan.times[n].end) == wanted_date,
        )
        for n, label in labels.items():
            out.add("date", features.time(around, act, n), label)
    tolls = [n for n in decider.window(group, around.tolls_of) if around.toll_field(n, act.event_type)]
    toll = {k: tuple(v) if isinstance(v, list) else (v, v) for k, v in (gold.get("toll") or {}).items()}
    labels = choose(
        act,
        tolls,
        lambda n: s_of[scan.tolls[n].word],
        lambda n: toll.get(around.toll_field(n, act.event_type)) == (scan.tolls[n].low, scan.tolls[n].high),
    )
    for n, label in labels.items():
        out.add("toll", features.toll(around, act, n), label)
    if gold.get("source"):
        sources = decider.window(group, around.source_numbers_of)
        labels = choose(
            act,
            sources,
            lambda n: s_of[scan.sources[n].said],
            lambda n: source_same(scan.text(scan.sources[n].first, scan.sources[n].last), gold["source"]),
        )
        for n, label in labels.items():
            out.add("source", features.source(around, act, n), label)
    for status in ("alleged", "attempted", "planned", "denied"):
        out.add(status, features.status(around, act), gold.get("status", "occurred") == status)


def place_text(scan: Scan, n: int) -> str:
    start, end = scan.place_span(scan.places[n])
    return scan.report.text[start:end]


def fit(examples: Iterable[Example], strength: float) -> dict[str, float]:
    """Weights by feature, small ones left out."""
    rows = list(examples)
    labels = np.array([e[1] for e in rows])
    if len(set(labels)) < 2:
        return {"bias": -10.0 if not labels.any() else 10.0}
    seen = Counter(f for names, _, _ in rows for f in set(names))
    index = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= RAREST))}
    cols, indptr = [], [0]
    for names, _, _ in rows:
        cols += sorted({index[f] for f in names if f in index})
        indptr.append(len(cols))
    matrix = csr_matrix((np.ones(len(cols)), cols, indptr), shape=(len(rows), len(index)))
    model = LogisticRegression(C=strength, max_iter=400, solver="liblinear")
    model.fit(matrix, labels, sample_weight=np.array([e[2] for e in rows]))
    weights = {
        f: round(float(model.coef_[0][i]), 3) for f, i in index.items() if abs(model.coef_[0][i]) >= SMALLEST_WEIGHT
    }
    return {"bias": round(float(model.intercept_[0]), 3), **weights}


def train(parts: Iterable[Examples]) -> dict[str, dict[str, float]]:
    joined: dict[str, list[Example]] = defaultdict(list)
    for part in parts:
        for name, rows in part.by_name.items():
            joined[name] += rows
    return {name: fit(rows, STRENGTH.get(name, 0.3)) for name, rows in joined.items() if name in SCORERS}


def paragraphs(doc: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each paragraph of a report as a short report of its own: short posts are read as well as articles."""
    parts = [p for p in doc["text"].split("\n") if p.strip()]
    for part in parts if len(parts) > 2 else ():
        yield {**doc, "text": part, "title": None, "events": [e for e in doc["events"] if e["trigger"] in part]}


def add_paragraphs(coder: Coder, doc: dict[str, Any], part: Examples) -> list[tuple[Scan, list[Told]]]:
    """Examples of which acts a paragraph tells, at half weight; its scan and what its triggers tell."""
    found = []
    for short in paragraphs(doc):
        report = Report(id=doc["id"], text=short["text"], published=date.fromisoformat(doc["published"]))
        scan = coder._reader.scan(report)
        out = Examples()
        known = {e["event_type"] for e in doc["events"]} - {e["event_type"] for e in short["events"]}
        collect(scan, Surroundings(scan, coder.codebook), short["events"], out, frozenset(known))
        for name in ("detect", "type"):
            for names, label, weight in out.by_name.get(name, []):
                part.add(name, names, bool(label), weight * SHORT)
        found.append((scan, [(n, label, weight * SHORT) for n, label, weight in out.told]))
    return found


def read(paths: Sequence[str]) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for path in paths
        for line in Path(path).read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def build(coder: Coder, docs: Sequence[dict[str, Any]]) -> tuple[list[Scan], list[Examples]]:
    """Scans and examples of all reports. What acts say by themselves comes from scorers trained on the other half."""
    scans, parts, told, short = [], [], [], []
    for doc in docs:
        report = Report(
            id=doc["id"], text=doc["text"], title=doc.get("title"), published=date.fromisoformat(doc["published"])
        )
        scan = coder._reader.scan(report)
        part = Examples()
        told.append(collect(scan, Surroundings(scan, coder.codebook), doc["events"], part))
        short.append(add_paragraphs(coder, doc, part))
        scans.append(scan)
        parts.append(part)
    for fold in range(5):
        scorers = Scorers({"detect": train(p for i, p in enumerate(parts) if i % 5 != fold)["detect"]})
        for i in range(fold, len(parts), 5):
            for scan, rows in [(scans[i], parts[i].told), *short[i]]:
                decider = Decider(Surroundings(scan, coder.codebook), scorers)
                first = decider.first_guess([clause_of(decider.around, decider.words, t) for t in scan.triggers])
                likely = sum(1 for p in first if p >= 0.5)
                for number, label, weight in rows:
                    parts[i].add("tell", features.telling(decider.around, number, first, likely), label, weight)
    for doc, part in zip(docs, parts, strict=True):
        part.weigh(doc.get("weight", 1.0) * (1.0 if doc["events"] else QUIET))
    halves = [Scorers(train(p for i, p in enumerate(parts) if i % 2 != half)) for half in (0, 1)]
    for i, (doc, scan, part) in enumerate(zip(docs, scans, parts, strict=True)):
        merges(Decider(Surroundings(scan, coder.codebook), halves[i % 2]), told[i], doc["events"], part)
    return scans, parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--cv", type=int, default=0)
    parser.add_argument("--output", default="src/rasd/coding/data/scorers.json")
    parser.add_argument("--pred", default="cv-predictions.jsonl")
    args = parser.parse_args()
    docs = read(args.gold)
    coder = Coder(scorers=Scorers({}))
    scans, parts = build(coder, docs)
    if args.cv:
        with open(args.pred, "wb") as out:
            for fold in range(args.cv):
                scorers = Scorers(train(p for i, p in enumerate(parts) if i % args.cv != fold))
                maker = RecordMaker(coder.codebook, coder.gazetteer, scorers)
                for i, scan in enumerate(scans):
                    if i % args.cv == fold:
                        for event in maker.records(scan):
                            out.write(msgspec.json.encode(event) + b"\n")
        return
    weights = train(parts)
    Path(args.output).write_text(json.dumps(weights, ensure_ascii=False, sort_keys=True, indent=0), encoding="utf-8")


if __name__ == "__main__":
    main()
