"""What the words around say: a small network that reads a report's words in their order, kept as data.

A word is the sum of its pieces (itself, its stem, its runs of letters) and of its marks (what the codebook, the
gazetteer and the reader say of it). Each layer adds to every word what stands some words before and after it, so that
it knows of 31 words to either side; sentence and report come in as averages. The answers are hundredths of log-odds.

All products are sums of whole numbers that single floats hold exactly: every machine gives the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from rasd.coding.acts import Act, Surroundings
from rasd.coding.trees import Indexes, hundredths

REACH = (1, 2, 4, 8, 16)
"""How far the words stand that each layer adds to a word."""
FIELDS: Mapping[str, int] = {"roles": 3, "places": 1, "date": 1, "toll": 1, "source": 1}
"""Fields that mentions fill, with how many outputs each has."""
SENTENCES = 63
"""Sentences that are told apart; later ones count as the last."""
GAPS, STEPS = 24, 12
"""Classes of the distance of two words, and of that of their sentences."""
BYTE = 127
_INPUT = {"head": "words", "report": "words", "answers": "head"} | {f"{name} {side}": "words" for name in (*FIELDS, "one") for side in ("act", "mention")}
"""What goes into a layer, where it is not called by the layer's own name."""
_MOST = 255
_SMALL = 1 << 18
"""So many products of two numbers are reckoned by one thread."""
_CHUNK = 4096
"""Words that are read at a time: more take more memory."""
_KEPT = 50_000
"""Words whose values are kept from report to report."""
_FURTHEST_SENTENCE, _HERE = 5, 6
_BOUNDS = np.array([6, 9, 13, 20, 35, 80])
_HUNDREDTHS = 100
_DIGIT = re.compile(r"\d")
_CLITIC = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|و|ف|ب|ل|س)")
_SOFT = re.compile("[اويتةهىن]")
_SHORTEST = 4
_MOST_TYPES = 4
_RUN = 4
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]


def pieces(word: str) -> list[str]:
    """What a word is made of: itself, its stem, its skeleton of firm letters, its runs of four letters."""
    word = _DIGIT.sub("0", word)
    found = ["=" + word]
    if len(word) >= _SHORTEST:
        stem = _CLITIC.sub("", word)
        edged = f"<{word}>"
        found += ["-" + stem, "~" + _SOFT.sub("", stem), *(edged[k : k + _RUN] for k in range(len(edged) - _RUN + 1))]
    return found


def marks(around: Surroundings) -> list[set[str]]:
    """What is known of each word: readings of the codebook, mentions that it belongs to, where its sentence begins."""
    scan = around.scan
    found: defaultdict[int, set[str]] = defaultdict(set)
    for h in scan.hits:
        if h.kind == "actor":
            continue
        name = "form " + h.entry.form if h.kind == "trigger" else h.kind if h.kind == "place_noun" else f"{h.kind} {h.entry.lexeme.id}"
        for i in range(h.first, h.last):
            found[i].add(name)
    for t in scan.triggers:
        tells = ["tells " + r.event_type for r in t.types[:_MOST_TYPES]]
        for i in range(t.first, t.last):
            found[i].update(tells)
        found[t.first].update(("tells", "prefix " + t.prefix, *(["weak"] if any(r.weak for r in t.types) else [])))
    for n, a in enumerate(scan.actors):
        for i in range(a.first, a.last):
            found[i].update(("actor", "actor of " + around.kind_of[n]))
        found[a.first].add("actor " + a.id)
    named = (("place", scan.places), ("source", scan.sources))
    for name, mentions in named:
        for m in mentions:
            for i in range(m.first, m.last):
                found[i].add(name)
    for i in scan.time_words:
        found[i].add("time")
    for i in scan.number_words:
        found[i].add("number")
    for c in scan.tolls:
        found[c.word].add("toll " + c.field)
    for sentence in scan.sentences:
        found[sentence.first].add("opens " + sentence.kind)
    nothing: set[str] = set()
    return [found.get(i, nothing) for i in range(len(scan.texts))]


def gaps(distances: Indexes) -> Indexes:
    """Classes of signed distances in words: 1 to 23, 12 for none."""
    far = np.abs(distances)
    return 12 + np.sign(distances) * np.where(far < _BOUNDS[0], far, 6 + np.searchsorted(_BOUNDS[1:], far, side="right"))


def steps(sentences: Indexes) -> Indexes:
    """Classes of signed distances in sentences: 1 to 11, 6 for none."""
    return sentences.clip(-_FURTHEST_SENTENCE, _FURTHEST_SENTENCE) + _HERE


def sentences_of(around: Surroundings) -> Indexes:
    """The sentence of each word, as far as sentences are told apart; what belongs to none counts as the first."""
    return np.array(around.scan.sentence_of, dtype=np.int64).clip(0, SENTENCES - 1)


class Layer(msgspec.Struct, frozen=True):
    """Whole numbers from -127 to 127. Of a layer: a line an input, each column with what a unit of it is worth and what is added to it. Of a table: lines of
    `inputs` numbers, all with one unit."""

    inputs: int
    weights: bytes
    units: list[float]
    bias: list[float] = []


class Network(msgspec.Struct, frozen=True):
    """What training learned. `pieces`, `marks`: the lines of the layers of that name; `types`: event types by number.

    `tables`: lines that are added for an event type, a gap or a step between sentences. `worth`: what a unit of a layer's inputs is worth.
    """

    pieces: list[str] = []
    marks: list[str] = []
    types: list[str] = []
    layers: dict[str, Layer] = {}
    tables: dict[str, Layer] = {}
    worth: dict[str, float] = {}


class _Exact:
    """A layer laid out for whole numbers held in floats, each worth `worth`."""

    def __init__(self, layer: Layer, worth: float) -> None:
        self.width = len(layer.units)
        self._weights = np.frombuffer(layer.weights, dtype=np.int8).reshape(layer.inputs, self.width).astype(np.float32)
        self._units = np.array(layer.units, dtype=np.float32) * np.float32(worth)
        self._bias = np.array(layer.bias, dtype=np.float32)
        self._block = max(1, _SMALL // (layer.inputs * self.width))
        """Lines that are multiplied at a time: more of them would wake further threads."""

    def room(self, lines: int) -> Floats:
        """Zeros for so many lines of values, filled up to whole blocks."""
        return np.zeros((-(-lines // self._block) * self._block, len(self._weights)), dtype=np.float32)

    def of_room(self, values: Floats, lines: int) -> Floats:
        """What the layer makes of the first lines."""
        blocks = values.reshape(-1, self._block, values.shape[1])
        out: Floats = (blocks @ self._weights).reshape(-1, self.width)[:lines]
        out *= self._units
        out += self._bias
        return out

    def __call__(self, values: Floats | Bytes) -> Floats:
        room = self.room(len(values))
        room[: len(values)] = values
        return self.of_room(room, len(values))


def _table(layer: Layer) -> Floats:
    """A table's lines, and a last one that adds nothing."""
    lines = np.frombuffer(layer.weights, dtype=np.int8).reshape(-1, layer.inputs).astype(np.float32) * np.float32(layer.units[0])
    return np.concatenate([lines, np.zeros((1, layer.inputs), dtype=np.float32)])


class _Rows:
    """Sums of lines of a table of whole numbers by key, each reckoned once."""

    def __init__(self, names: Sequence[str], layer: Layer) -> None:
        self.number = {name: n for n, name in enumerate(names)}
        self._table = np.frombuffer(layer.weights, dtype=np.int8).reshape(-1, layer.inputs)
        self._unit = layer.units[0]
        self._rows = np.zeros((1024, layer.inputs), dtype=np.float32)
        self._at: dict[Hashable, int] = {}

    def forget(self) -> None:
        """Room for other keys, where too many are kept."""
        if len(self._at) > _KEPT:
            self._at.clear()

    def row(self, key: Hashable, names: Sequence[str], rooted: bool) -> int:
        """Where the sum stands for a key that is new: of the lines of the names that are known, divided by the root of their number where it is `rooted`."""
        at = len(self._at)
        if at == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        lines = [self.number[n] for n in names if n in self.number]
        total = self._table[lines].sum(axis=0, dtype=np.int64).astype(np.float32)
        if rooted and lines:
            total /= np.sqrt(np.float32(len(lines)))
        self._rows[at] = total * np.float32(self._unit)
        self._at[key] = at
        return at

    def of_words(self, words: Sequence[str]) -> Floats:
        """Values of words by their pieces."""
        at = self._at
        lines = [at[w] if w in at else self.row(w, pieces(w), True) for w in words]
        return self._rows[lines]

    def of_marks(self, found: Sequence[set[str]]) -> Floats:
        """Values of words by their marks."""
        at = self._at
        lines = [at[k] if k in at else self.row(k, sorted(k), False) for k in map(frozenset, found)]
        return self._rows[lines]


def _firm(values: Floats) -> Floats:
    """Nothing where values are less than nothing."""
    return np.maximum(values, 0, out=values)


def whole(values: Floats, worth: float, least: float = 0.0, most: float = _MOST) -> Floats:
    """Values in units of `worth`, as whole numbers."""
    out: Floats = values * np.float32(1 / worth)
    np.rint(out, out=out)
    return np.clip(out, least, most, out=out)


class ContextReader:
    """A network ready to read reports."""

    def __init__(self, network: Network) -> None:
        self.type_number = {name: n for n, name in enumerate(network.types)}
        self.worth = network.worth
        self.layer = {name: _Exact(each, self.worth[_INPUT.get(name, name)]) for name, each in network.layers.items() if name not in ("pieces", "marks")}
        self.tables = {name: _table(each) for name, each in network.tables.items()}
        self._words = _Rows(network.pieces, network.layers["pieces"])
        self._marks = _Rows(network.marks, network.layers["marks"])

    def read(self, around: Surroundings) -> Silence:
        """What the network says of a report; nothing of one without a trigger."""
        if not around.scan.triggers:
            return Silence(around)
        found = marks(around)
        return Context(self, around, found, self.encoded(around.scan.texts, found))

    def encoded(self, texts: Sequence[str], found: Sequence[set[str]]) -> Bytes:
        """The values of words, given with their marks, when all layers have added to them, as whole numbers. Long texts are read in parts that overlap as far
        as words see."""
        self._words.forget()
        self._marks.forget()
        reach = sum(REACH)
        parts = []
        for begin in range(0, len(texts), _CHUNK):
            first, last = max(0, begin - reach), min(len(texts), begin + _CHUNK + reach)
            values = self.valued(texts[first:last], found[first:last])
            parts.append(self.layered(values)[begin - first : begin - first + _CHUNK])
        return np.concatenate(parts)

    def valued(self, texts: Sequence[str], found: Sequence[set[str]]) -> Floats:
        """The values of words by themselves: of their pieces, then of their marks."""
        return np.concatenate([self._words.of_words(texts), self._marks.of_marks(found)], axis=1)

    def layered(self, values: Floats) -> Bytes:
        """The values of words when all layers have added to them, as whole numbers."""
        out = _firm(self.layer["in"](whole(values, self.worth["in"], -BYTE, BYTE)))
        lines, width = out.shape
        for n, reach in enumerate(REACH):
            layer = self.layer[f"layer {n}"]
            here = whole(out, self.worth[f"layer {n}"])
            seen = layer.room(lines)
            seen[reach:lines, :width] = here[:-reach]
            seen[:lines, width : 2 * width] = here
            seen[: max(0, lines - reach), 2 * width :] = here[reach:]
            out += _firm(layer.of_room(seen, lines))
        return whole(out, self.worth["words"]).astype(np.uint8)


class Silence:
    """What is said of a report where there is no network: nothing, a zero each."""

    def __init__(self, around: Surroundings) -> None:
        self.telling: Indexes = np.zeros(len(around.scan.triggers), dtype=np.int64)
        """Of each trigger: that it tells of an act."""
        self.matter = 0
        """Of the report: that it tells of any act."""
        self._heads = {t.first: n for n, t in enumerate(around.scan.triggers)}

    def reasons(self, act: Act) -> list[tuple[str, float]]:
        """Words without which the network would say less, or more, of an act's trigger, with the log-odds that they make up."""
        return []

    def heads(self, acts: Sequence[Act]) -> Indexes:
        """Numbers of the triggers of acts."""
        return np.array([self._heads[a.trigger.first] for a in acts], dtype=np.int64)

    def typed(self, readings: Sequence[Act]) -> Indexes:
        """Of readings of triggers: that this is the type, and none of the trigger's other readings here; 0 for a type that the network does not know."""
        return np.zeros(len(readings), dtype=np.int64)

    def filling(self, field: str, acts: Sequence[Act], words: Sequence[int], at: NDArray[np.int64]) -> Indexes:
        """That mentions fill a field of acts: `words` where the mentions stand, `at`: pairs of an act with a mention by number; a column an output."""
        return np.zeros((len(at), FIELDS[field]), dtype=np.int64)

    def one(self, acts: Sequence[Act], pairs: NDArray[np.int64]) -> Indexes:
        """That two acts are one, for pairs of acts by number."""
        return np.zeros(len(pairs), dtype=np.int64)


class Context(Silence):
    """What the network says of a report with triggers, in hundredths of log-odds."""

    def __init__(self, reader: ContextReader, around: Surroundings, found: Sequence[set[str]], words: Bytes) -> None:
        """`found`: marks of the words; `words`: their values, a line a word."""
        super().__init__(around)
        self._reader = reader
        self._scan = around.scan
        self._marks = found
        self._words = words
        self._sentence = sentences_of(around)
        first = np.array([*self._heads], dtype=np.int64)
        order = np.argsort(self._sentence, kind="stable")
        known, begins, sizes = np.unique(self._sentence[order], return_index=True, return_counts=True)
        means = np.rint(np.add.reduceat(words[order], begins, axis=0, dtype=np.float32) / sizes[:, None].astype(np.float32))
        report = np.concatenate([np.rint(words.sum(axis=0, dtype=np.float64) / len(words)).astype(np.float32), words.max(axis=0)])
        here = means[np.searchsorted(known, self._sentence[first])]
        self._seen = np.concatenate([words[first], here, np.broadcast_to(report, (len(first), len(report)))], axis=1)
        answers = self._answers(self._seen)
        self.telling = _odds(answers[:, 0])
        self._typed = answers[:, 1:]
        self.matter = int(_odds(reader.layer["report"](report[None]))[0, 0])

    def _answers(self, seen: Floats) -> Floats:
        heads = whole(_firm(self._reader.layer["head"](seen)), self._reader.worth["head"])
        return self._reader.layer["answers"](heads)

    def reasons(self, act: Act, most: int = 3) -> list[tuple[str, float]]:
        i, n = act.trigger.first, self._heads[act.trigger.first]
        first, last = max(0, i - sum(REACH)), i + sum(REACH) + 1
        values = self._reader.valued(self._scan.texts[first:last], self._marks[first:last])
        found = []
        for k in range(len(values)):
            if first + k != i:
                without = values.copy()
                without[k] = 0
                word = self._reader.layered(without)[i - first]
                odds = _odds(self._answers(np.concatenate([word, self._seen[n, len(word) :]])[None])[:, 0])
                found.append((self._scan.text(first + k, first + k + 1), round(float(self.telling[n] - odds[0]) / _HUNDREDTHS, 2)))
        return sorted((f for f in found if f[1]), key=lambda f: -abs(f[1]))[:most]

    def typed(self, readings: Sequence[Act]) -> Indexes:
        heads, types = self.heads(readings), self._types(readings)
        values = np.where(types >= 0, self._typed[heads, types], -np.inf).astype(np.float64)
        found = np.zeros(len(readings), dtype=np.int64)
        for head in np.unique(heads):
            here = np.flatnonzero((heads == head) & np.isfinite(values))
            shares = np.exp(values[here] - values[here].max(initial=-np.inf))
            others = shares.sum() - shares
            with np.errstate(divide="ignore"):
                found[here] = _odds(np.log(shares) - np.log(others))
        return found

    def _types(self, acts: Sequence[Act]) -> Indexes:
        """Numbers of event types; -1 for one that the network does not know."""
        return np.array([self._reader.type_number.get(a.event_type, -1) for a in acts], dtype=np.int64)

    def filling(self, field: str, acts: Sequence[Act], words: Sequence[int], at: NDArray[np.int64]) -> Indexes:
        heads, spots = np.array([a.trigger.first for a in acts]), np.array(words)
        values = self._paired(field, heads, spots, at, self._types(acts))
        return _odds(self._answered(field, values))

    def one(self, acts: Sequence[Act], pairs: NDArray[np.int64]) -> Indexes:
        heads = np.array([a.trigger.first for a in acts])
        types = self._types(acts)
        values = self._paired("one", heads, heads, pairs, types)
        earlier, later = types[pairs].T
        values += self._lines("one second type", later) + self._lines("one same type", np.where(later == earlier, 0, -1))
        return _odds(self._answered("one", values))[:, 0]

    def _paired(self, name: str, heads: Indexes, spots: Indexes, at: NDArray[np.int64], types: Indexes) -> Floats:
        first, second = at.T
        of_acts = self._reader.layer[f"{name} act"](self._words[heads]) + self._lines(f"{name} type", types)
        of_spots = self._reader.layer[f"{name} mention"](self._words[spots])
        far = gaps(spots[second] - heads[first])
        apart = steps(self._sentence[spots[second]] - self._sentence[heads[first]])
        values: Floats = of_acts[first] + of_spots[second] + self._lines(f"{name} gap", far) + self._lines(f"{name} step", apart)
        return values

    def _lines(self, name: str, numbers: Indexes) -> Floats:
        """Lines of a table by number; nothing for -1."""
        return self._reader.tables[name][numbers]

    def _answered(self, name: str, values: Floats) -> Floats:
        return self._reader.layer[name](whole(_firm(values), self._reader.worth[name]))


def _odds(values: NDArray[np.floating]) -> Indexes:
    """Hundredths of what the network answers."""
    return hundredths(values.astype(np.float64)).astype(np.int64)
