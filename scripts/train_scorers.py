"""Train the coder's scorers on gold reports, and measure them on reports set aside.

    python scripts/train_scorers.py GOLD.jsonl... --networks FOLDER          train on all, write the scorers
    python scripts/train_scorers.py GOLD.jsonl... --networks FOLDER --cv     code each third with scorers trained on the rest

FOLDER holds the networks that `train_context.py` has made of the same reports. Needs scikit-learn (the `train` extra). What is
learned is a table of weights by template and values.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from msgspec.json import encode as json_of
from numpy.typing import NDArray

from rasd.coding.acts import Act, Surroundings
from rasd.coding.coder import Coder
from rasd.coding.context import ContextReader, Silence
from rasd.coding.deciding import Decider, Weighed
from rasd.coding.features import reports, whole
from rasd.coding.features.looks import LOOKS, SHAPES
from rasd.coding.learned import Scorers, network_of
from rasd.coding.mentions import Scan
from rasd.coding.records import RecordMaker
from rasd.coding.scorers import Weights
from rasd.coding.trees import Trees
from rasd.evaluation.corpus import is_measured
from rasd.evaluation.reliability import right_ones
from rasd.report import Report
from training.examples import Examples, claims, collect, merges, pairings, tellings, typings
from training.fitting import Fitter
from training.growing import Grower

SHORT = 0.5
"""Weight of a paragraph read as a report of its own."""
QUIET = 2.0
"""Weight of reports that tell of nothing: a record from one of them is the worst that can happen."""
DIGEST = 0.5
"""Weight of posts put together."""
POSTS = 3
TOGETHER = 12
"""A number that the numbers of parts set aside at a time (2, 3, 4) divide."""
FOLDS = 3
"""Parts that reports are set aside in, to see what scorers make of reports they have not seen."""
NONE = -1
"""No fold is left out."""
Task = tuple[str, str, int]
"""Scorer or second look (`look`), its name, and the fold that it is learned without."""
Doc = dict[str, Any]


class Part:
    """One gold report with its scan and examples, and those of its paragraphs read alone."""

    def __init__(self, coder: Coder, doc: Doc, number: int) -> None:
        self.doc = doc
        self.number = number
        self.examples = Examples(weight_of(doc))
        self.around = Surroundings(scan_of(coder, doc), coder.codebook)
        self.told: tuple[list[Weighed], list[int], NDArray[np.float32], Silence] = ([], [], np.empty(0, dtype=np.float32), Silence(self.around))
        """Its records by scorers that have not seen it, whether the gold has them, and what its words (see `Decider.matter`) and the network say."""
        self.acts: list[tuple[Act, int | None]] = collect(self.around, doc["events"], self.examples)
        (row, *_), (bag, *_) = reports.described(self.around)
        self.examples.add("report", row, bool(doc["events"]), bag=bag)
        for short in paragraphs(doc):
            self._add_paragraph(coder, short)

    def _add_paragraph(self, coder: Coder, short: Doc) -> None:
        around = Surroundings(scan_of(coder, short), coder.codebook)
        examples = Examples(self.examples.weight * SHORT)
        known = {e["event_type"] for e in self.doc["events"]} - {e["event_type"] for e in short["events"]}
        collect(around, short["events"], examples, frozenset(known))
        for name in ("detect", "type"):
            self.examples.by_name[name] += examples.by_name[name]

    @property
    def scan(self) -> Scan:
        return self.around.scan


def weight_of(doc: Doc) -> float:
    """How much a report counts."""
    return float(doc.get("weight", 1.0)) * (1.0 if doc["events"] else QUIET)


def scan_of(coder: Coder, doc: Doc) -> Scan:
    published = date.fromisoformat(doc["published"])
    return coder.scan(Report(id=doc["id"], text=doc["text"], title=doc.get("title"), published=published))


def paragraphs(doc: Doc) -> list[Doc]:
    """Each paragraph of a report as a short report of its own: short posts are read as well as articles."""
    parts = [p for p in doc["text"].split("\n") if p.strip()]
    if len(parts) <= 2:
        return []
    return [{**doc, "text": p, "title": None, "events": [e for e in doc["events"] if e["trigger"] in p]} for p in parts]


class DigestPart:
    """Posts that have nothing to do with each other as the paragraphs of one text: what one tells belongs to it alone."""

    def __init__(self, coder: Coder, docs: Sequence[Doc], number: int) -> None:
        self.number = number
        self.examples = Examples(DIGEST)
        text = "\n\n".join(body_of(d) for d in docs)
        # days were told from each post's own day of publication, here they would be wrong
        events = [{**e, "date": None} for d in docs for e in d["events"] if text.count(e["trigger"]) == 1]
        whole = len(events) == sum(len(d["events"]) for d in docs)
        if whole:
            doc = {**docs[0], "id": "+".join(d["id"] for d in docs), "title": None, "text": text, "events": events}
            collect(Surroundings(scan_of(coder, doc), coder.codebook), events, self.examples)


def body_of(doc: Doc) -> str:
    """A report's text without its title."""
    return str(doc["text"]).removeprefix(doc.get("title") or "").strip()


def digests(coder: Coder, docs: Sequence[Doc]) -> list[DigestPart]:
    """Digests of short reports, each of reports that are set aside together, twice in other company."""
    made = []
    for number in range(TOGETHER):
        short = [d for d in docs[number::TOGETHER] if "\n" not in body_of(d)]
        for seed in (1, 2):
            mixed = Random(seed).sample(short, len(short))
            made += [DigestPart(coder, mixed[k : k + POSTS], number) for k in range(0, len(mixed) - POSTS + 1, POSTS)]
    return made


def read(paths: Sequence[str]) -> list[Doc]:
    """Gold reports of JSON lines; those of the project's own (a folder `own`) that are only measured are left out."""
    found: list[Doc] = []
    for path in map(Path, paths):
        docs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found += [d for d in docs if path.parent.name != "own" or not is_measured(d["id"])]
    return found


class Learned:
    """Scorers and second looks with their examples, learned from any choice of reports."""

    def __init__(self, parts: list[Part], more: list[DigestPart], readers: Sequence[ContextReader]) -> None:
        """`readers`: for each fold one that has not seen it."""
        self.parts, self.more, self._readers = parts, more, readers
        self.fitters: dict[str, Fitter] = {}
        self.growers: dict[str, Grower] = {}
        self._known: dict[Task, Weights | Trees] = {}

    def gather(self, scorers: Iterable[str] = (), looks: Iterable[str] = ()) -> None:
        """Take the examples that reports have by now for some scorers and second looks."""
        self.fitters |= {name: Fitter(name, [p.examples for p in (*self.parts, *self.more)]) for name in scorers}
        self.growers |= {name: Grower(name, [p.examples for p in self.parts]) for name in looks}

    def unseen(self, fold: int) -> Scorers:
        """What is learned without the reports of a fold: those whose numbers leave `fold` when divided by FOLDS."""
        self._fit_missing(range(FOLDS))
        return Scorers(*self._of(fold), self._readers[fold])

    def all(self) -> tuple[dict[str, Weights], dict[str, Trees]]:
        """Weights of the scorers and trees of the second looks, learned from all reports."""
        self._fit_missing([NONE])
        return self._of(NONE)

    def _of(self, fold: int) -> tuple[dict[str, Weights], dict[str, Trees]]:
        here = [(name, found) for (_, name, without), found in self._known.items() if without == fold]
        return {n: f for n, f in here if isinstance(f, Weights)}, {n: f for n, f in here if isinstance(f, Trees)}

    def _fit_missing(self, folds: Iterable[int]) -> None:
        """Fit what was not fitted yet without some folds, on all cores: other processes see the examples without a copy of them."""
        global _learning
        named = [*(("scorer", name) for name in self.fitters), *(("look", name) for name in self.growers)]
        tasks = [(kind, name, fold) for fold in folds for kind, name in named if (kind, name, fold) not in self._known]
        _learning = self
        if tasks:
            with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
                self._known |= dict(zip(tasks, pool.map(_fitted, tasks), strict=True))

    def fit(self, kind: str, name: str, fold: int) -> Weights | Trees:
        """A scorer or a second look learned without a fold."""
        some = [fold == NONE or p.number % FOLDS != fold for p in (*self.parts, *self.more)]
        return self.fitters[name].fit(some) if kind == "scorer" else self.growers[name].fit(some[: len(self.parts)])


_learning: Learned | None = None


def _fitted(task: Task) -> Weights | Trees:
    assert _learning is not None
    return _learning.fit(*task)


def train(coder: Coder, parts: list[Part], more: list[DigestPart], readers: Sequence[ContextReader]) -> Learned:
    """All examples: second looks, `merge` and `record` need what the others say of reports that they have not seen."""
    learned = Learned(parts, more, readers)
    learned.gather([s.name for s in SHAPES if s.name not in ("merge", "record")])
    for part, scorers in set_aside(learned):
        tellings(Decider(part.around, scorers), part.examples)
    learned.gather(looks=_looks("detect"))
    for part, scorers in set_aside(learned):
        typings(Decider(part.around, scorers), part.acts, part.doc["events"], part.examples)
    learned.gather(looks=_looks("type"))
    for part, scorers in set_aside(learned):
        claims(Decider(part.around, scorers), part.acts, part.doc["events"], part.examples)
    learned.gather(looks=_looks("roles", "places", "date", "toll", "source"))
    for part, scorers in set_aside(learned):
        merges(Decider(part.around, scorers), part.acts, part.doc["events"], part.examples)
    learned.gather(["merge"])
    for part, scorers in set_aside(learned):
        pairings(Decider(part.around, scorers), part.acts, part.doc["events"], part.examples)
    learned.gather(looks=_looks("merge"))
    for part, scorers in set_aside(learned):
        wholes(RecordMaker(coder.codebook, coder.gazetteer, scorers), part)
    learned.gather(["record"])
    for part, scorers in set_aside(learned):
        told, right, matter, context = part.told
        if told:
            sure = scorers["record"].probabilities([w.row for w in told], [w.bag for w in told])
            filled, rows = [w.filled for w in told], [w.row for w in told]
            for look in (k for k in LOOKS if k.scorer == "record"):
                part.examples.asked[look.name].append((whole.asked(part.around, filled, rows, sure, matter, context, look.words), right))
    learned.gather(looks=_looks("record"))
    return learned


def _looks(*scorers: str) -> list[str]:
    return [k.name for k in LOOKS if k.scorer in scorers]


def wholes(maker: RecordMaker, part: Part) -> None:
    """Examples of `record`: each record that scorers give which have not seen its report, and whether the gold has it."""
    decider = Decider(part.around, maker.scorers)
    told = decider.weighed()
    right = right_ones(part.doc["text"], list(maker.written(decider, told)), part.doc["events"])
    part.told = (told, [int(label) for label in right], decider.matter(), decider.context)
    for weighed, label in zip(told, right, strict=True):
        part.examples.add("record", weighed.row, label, bag=weighed.bag)


def set_aside(learned: Learned) -> Iterator[tuple[Part, Scorers]]:
    """Each report with scorers that have not seen it."""
    for fold in range(FOLDS):
        scorers = learned.unseen(fold)
        for part in learned.parts[fold::FOLDS]:
            yield part, scorers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--networks", type=Path, required=True, help="folder with the networks of train_context.py")
    parser.add_argument("--cv", action="store_true")
    parser.add_argument("--output", default="src/rasd/coding/data")
    parser.add_argument("--pred", default="cv-predictions.jsonl")
    args = parser.parse_args()
    coder = Coder(scorers=Scorers({}))
    docs = read(args.gold)
    parts, more = [Part(coder, doc, n) for n, doc in enumerate(docs)], digests(coder, docs)
    readers = [ContextReader(network_of(args.networks.joinpath(f"context-{fold}.msgpack").read_bytes())) for fold in range(FOLDS)]
    learned = train(coder, parts, more, readers)
    if args.cv:
        with open(args.pred, "wb") as out:
            for fold in range(FOLDS):
                maker = RecordMaker(coder.codebook, coder.gazetteer, learned.unseen(fold))
                for part in parts[fold::FOLDS]:
                    out.writelines(json_of(event) + b"\n" for event in maker.records(part.scan))
        return
    for name, found in zip(("scorers", "trees"), learned.all(), strict=True):
        lines = b",\n".join(json_of(name) + b":" + json_of(each) for name, each in found.items())
        Path(args.output, f"{name}.json.xz").write_bytes(lzma.compress(b"{\n" + lines + b"\n}\n", preset=9))


if __name__ == "__main__":
    main()
