"""From gold reports to the network that reads a report's words in their order (`rasd.coding.context`).

Trained with JAX and Optax; what they give is rounded to whole numbers of one byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from rasd.coding.acts import Act, Surroundings
from rasd.coding.context import (
    BYTE,
    FIELDS,
    GAPS,
    REACH,
    SENTENCES,
    STEPS,
    Layer,
    Network,
    gaps,
    marks,
    pieces,
    sentences_of,
    steps,
)
from rasd.coding.deciding import Decider, may_be_one
from rasd.coding.features.claims import spot
from rasd.coding.learned import Scorers
from rasd.coding.weighing import FIELDS as FILLED
from training.examples import is_one, right_mentions

WIDTH, WORD, HEAD, PAIR = 64, 48, 64, 48
"""Numbers that stand for a word with what is around it, a word alone, a trigger, an act with a mention."""
RAREST_PIECE, RAREST_MARK = 8, 5
EPOCHS, RATE, DECAY, WARMING = 8, 3e-3, 0.05, 200
TYPE, FIELD, REPORT = 0.5, 0.5, 0.1
"""Weights of what is learned beside whether a trigger tells."""
LENGTHS = (64, 128, 256, 512, 1024)
WORDS = 8192
"""Words of a batch: reports of about one length, filled up."""
MOST_PIECES, MOST_MARKS = 12, 10
MOST_PAIRS = {"roles": 6144, "places": 4096, "date": 3072, "toll": 6144, "source": 4096, "one": 3072}
MOST_DISTINCT, MOST_MARKED = 6144, 3072
OUTPUTS = {**FIELDS, "one": 1}
_QUANTILE = 0.9995
Arrays = dict[str, Any]


class Sample(NamedTuple):
    """What the network reads of a report, and what it should say."""

    texts: list[str]
    marked: list[frozenset[str]]
    sentence: NDArray[np.int64]
    told: list[tuple[int, int, frozenset[str], frozenset[str]]]
    """Triggers: first word, whether it tells (1, 0; -1: the gold does not say), of which types, and which it may tell of."""
    pairs: dict[str, list[tuple[Any, ...]]]
    """By field: word of the act and its type, word of the mention, labels. Of `one`: with the later act's type behind its word."""
    weight: float


def sample(around: Surroundings, acts: Sequence[tuple[Act, int | None]], told: dict[int, int], gold: Sequence[dict[str, Any]], weight: float) -> Sample:
    """The sample of a report: `acts` with their gold acts, `told`: triggers by number that tell of an act or of none."""
    scan = around.scan
    weighing = Decider(around, Scorers({})).weighing
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in OUTPUTS}
    types: dict[int, set[str]] = {}
    for act, k in {a.key: (a, k) for a, k in reversed(acts) if k is not None}.values():
        types.setdefault(act.trigger.first, set()).add(act.event_type)
        for field in FILLED:
            if field.name in ("date", "source") and not gold[k].get(field.name):
                continue
            candidates = weighing.candidates(field, act)
            right = right_mentions(field.name, around, act, gold[k], candidates)
            found[field.name] += [
                (act.trigger.first, act.event_type, spot(scan, field.name, n)[0], tuple(int(n in each) for each in right)) for n in candidates
            ]
    counts = Counter(g["event_type"] for g in gold)
    for i, (a, ka) in enumerate(acts):
        for b, kb in acts[i + 1 :]:
            one = is_one(ka, kb, a, b, counts) if may_be_one(around, a, b) else None
            if one is not None:
                found["one"].append((a.trigger.first, a.event_type, b.trigger.first, b.event_type, (int(one),)))
    triggers = [
        (t.first, told.get(n, -1), frozenset(types.get(t.first, ())), frozenset(r.event_type for r in t.types)) for n, t in enumerate(scan.triggers)
    ]
    return Sample(scan.texts, [frozenset(m) for m in marks(around)], sentences_of(around), triggers, found, weight)


class Numbers:
    """What pieces, marks and types are called by number; 0 is no piece and no mark."""

    def __init__(self, samples: Sequence[Sample], types: Sequence[str]) -> None:
        seen, marked = Counter[str](), Counter[str]()
        for each in samples:
            for word, times in Counter(each.texts).items():
                for piece in pieces(word):
                    seen[piece] += times
            for names in each.marked:
                marked.update(names)
        self.pieces = sorted(p for p, n in seen.items() if n >= RAREST_PIECE)
        self.marks = sorted(m for m, n in marked.items() if n >= RAREST_MARK)
        self.types = list(types)
        self._piece = {p: n for n, p in enumerate(self.pieces, 1)}
        self._mark = {m: n for n, m in enumerate(self.marks, 1)}
        self.type = {t: n for n, t in enumerate(self.types)}
        self._known: dict[str, list[int]] = {}

    def of_word(self, word: str) -> list[int]:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = [self._piece[p] for p in pieces(word) if p in self._piece][:MOST_PIECES]
        return found

    def of_marks(self, names: frozenset[str]) -> list[int]:
        return [self._mark[m] for m in sorted(names) if m in self._mark][:MOST_MARKS]


def batches(samples: Sequence[Sample], numbers: Numbers, random: np.random.Generator) -> Iterator[Arrays]:
    """Samples of about one length together."""
    for most in LENGTHS:
        least = max([0, *(n for n in LENGTHS if n < most)])
        here = [s for s in samples if least < min(len(s.texts), LENGTHS[-1]) <= most]
        order = random.permutation(len(here)).tolist()
        size = WORDS // most
        for k in range(0, len(order), size):
            yield batch([here[i] for i in order[k : k + size]], most, numbers)


def batch(samples: Sequence[Sample], length: int, numbers: Numbers) -> Arrays:
    """Arrays of some samples, each with its first `length` words."""
    size, heads = WORDS // length, max(16, 3 * length // 16)
    kinds = len(numbers.types)
    words: dict[str, int] = {"": 0}
    marked: dict[frozenset[str], int] = {frozenset(): 0}
    made: Arrays = {
        "word": np.zeros((size, length), np.int32), "marked": np.zeros((size, length), np.int32), "mask": np.zeros((size, length), np.float32),
        "sentence": np.full((size, length), SENTENCES, np.int32), "head": np.zeros((size, heads), np.int32), "tells": np.zeros((size, heads), np.float32),
        "tellweight": np.zeros((size, heads), np.float32), "right": np.zeros((size, heads, kinds), bool), "may": np.zeros((size, heads, kinds), bool),
        "any": np.zeros(size, np.float32), "report": np.zeros(size, np.float32),
    }  # fmt: skip
    rows: dict[str, list[tuple[float, ...]]] = {name: [] for name in OUTPUTS}
    for b, s in enumerate(samples):
        count = min(len(s.texts), length)
        made["word"][b, :count] = [words.setdefault(w, len(words)) for w in s.texts[:count]]
        made["marked"][b, :count] = [marked.setdefault(m, len(marked)) for m in s.marked[:count]]
        made["mask"][b, :count] = 1
        made["sentence"][b, :count] = s.sentence[:count]
        made["any"][b], made["report"][b] = any(label == 1 for _, label, _, _ in s.told), 1
        for m, (first, label, right, may) in enumerate([t for t in s.told if t[0] < count][:heads]):
            made["head"][b, m] = first
            made["tells"][b, m], made["tellweight"][b, m] = max(label, 0), s.weight * (label >= 0)
            made["right"][b, m, [numbers.type[t] for t in right if t in may]] = label == 1
            made["may"][b, m, [numbers.type[t] for t in may]] = True
        for name, found in s.pairs.items():
            for first, kind, spot_, *second, labels in found:
                if first < count and spot_ < count:
                    far = (int(gaps(np.array(spot_ - first))), int(steps(s.sentence[spot_] - s.sentence[first])))
                    rows[name].append((b, first, numbers.type[kind], spot_, *far, *(numbers.type[t] for t in second), *labels, s.weight))
    for name, lines in rows.items():
        width = 6 + (name == "one") + OUTPUTS[name] + 1
        made[name] = np.zeros((MOST_PAIRS[name], width), np.float32)
        some = lines[: MOST_PAIRS[name]]
        if some:
            made[name][: len(some)] = some
    made["pieces"] = _padded([numbers.of_word(w) for w in words], MOST_DISTINCT, MOST_PIECES)
    made["marks"] = _padded([numbers.of_marks(m) for m in marked], MOST_MARKED, MOST_MARKS)
    return made


def _padded(lists: list[list[int]], lines: int, width: int) -> NDArray[np.int32]:
    lines = next(n for n in (lines, 2 * lines) if len(lists) <= n)
    out = np.zeros((lines, width), np.int32)
    for n, each in enumerate(lists):
        out[n, : len(each)] = each
    return out


def begun(numbers: Numbers, key: jax.Array) -> Arrays:
    """Weights to begin with."""
    keys = iter(jax.random.split(key, 100))

    def some(*shape: int, scale: float | None = None) -> jax.Array:
        return jax.random.normal(next(keys), shape) * (scale or float(np.prod(shape[:-1])) ** -0.5)

    kinds = len(numbers.types)
    weights: Arrays = {
        "pieces": some(len(numbers.pieces) + 1, WORD, scale=0.1), "marks": some(len(numbers.marks) + 1, WORD, scale=0.1),
        "in": some(2 * WORD, WIDTH), "in +": jnp.zeros(WIDTH), "head": some(4 * WIDTH, HEAD), "head +": jnp.zeros(HEAD),
        "answers": some(HEAD, 1 + kinds, scale=0.05), "answers +": jnp.zeros(1 + kinds), "report": some(2 * WIDTH, 1, scale=0.05), "report +": jnp.zeros(1),
    }  # fmt: skip
    for n in range(len(REACH)):
        weights |= {f"layer {n}": some(3 * WIDTH, WIDTH), f"layer {n} +": jnp.zeros(WIDTH)}
    for name, outputs in OUTPUTS.items():
        weights |= {f"{name} act": some(WIDTH, PAIR), f"{name} mention": some(WIDTH, PAIR), f"{name} act +": jnp.zeros(PAIR), f"{name} mention +": jnp.zeros(PAIR)}
        weights |= {f"{name} type": some(kinds, PAIR, scale=0.3), f"{name} gap": some(GAPS, PAIR, scale=0.3), f"{name} step": some(STEPS, PAIR, scale=0.3)}
        weights |= {name: some(PAIR, outputs, scale=0.1), f"{name} +": jnp.zeros(outputs) - 1}
    weights |= {"one second type": some(kinds, PAIR, scale=0.3), "one same type": some(1, PAIR, scale=0.3)}
    return weights


def said(weights: Arrays, made: Arrays, key: jax.Array | None) -> Arrays:
    """Answers for a batch, and what goes into each layer; `key`: what is left out at random while learning."""
    keys = iter(jax.random.split(key, 40)) if key is not None else iter(())

    def some(values: jax.Array, rate: float, shape: Sequence[int] | None = None, scaled: bool = True) -> jax.Array:
        if key is None:
            return values
        kept = jax.random.bernoulli(next(keys), 1 - rate, tuple(shape or values.shape))
        return jnp.where(kept, values / (1 - rate) if scaled else values, 0)

    out: Arrays = {}
    made_of, known = made["pieces"], made["marks"]
    word = some(weights["pieces"].at[0].set(0)[made_of], 0.1, (*made_of.shape, 1), scaled=False).sum(1)
    word = word / jnp.sqrt(jnp.maximum((made_of > 0).sum(-1, keepdims=True), 1))
    word = some(word[made["word"]], 0.1, (*made["word"].shape, 1), scaled=False)
    mark = some(weights["marks"].at[0].set(0)[known], 0.1, (*known.shape, 1), scaled=False).sum(1)[made["marked"]]
    mask = made["mask"][..., None]
    out["> in"] = some(jnp.concatenate([word, mark], -1), 0.2) * mask
    values = jax.nn.relu(out["> in"] @ weights["in"] + weights["in +"]) * mask
    length = values.shape[1]
    for n, reach in enumerate(REACH):
        out[f"> layer {n}"] = values
        padded = jnp.pad(values, ((0, 0), (reach, reach), (0, 0)))
        seen = jnp.concatenate([padded[:, :length], values, padded[:, 2 * reach :]], -1)
        values = (values + some(jax.nn.relu(seen @ weights[f"layer {n}"] + weights[f"layer {n} +"]), 0.15)) * mask
    out["> words"] = values
    of_sentence = jax.nn.one_hot(made["sentence"], SENTENCES) * mask
    means = jnp.einsum("bls,blc->bsc", of_sentence, values) / jnp.maximum(of_sentence.sum(1), 1)[..., None]
    mean = values.sum(1) / jnp.maximum(mask.sum(1), 1)
    report = jnp.concatenate([mean, jnp.where(mask > 0, values, 0).max(1)], -1)
    line, head = jnp.arange(len(values))[:, None], made["head"]
    seen = [values[line, head], means[line, made["sentence"][line, head]], jnp.broadcast_to(report[:, None], (*head.shape, report.shape[-1]))]
    out["> head"] = jax.nn.relu(some(jnp.concatenate(seen, -1), 0.3) @ weights["head"] + weights["head +"])
    answers = some(out["> head"], 0.3) @ weights["answers"] + weights["answers +"]
    out |= {"tells": answers[..., 0], "types": answers[..., 1:], "any": (report @ weights["report"] + weights["report +"])[:, 0]}
    for name in OUTPUTS:
        at = made[name].astype(jnp.int32)
        pair = (values @ weights[f"{name} act"] + weights[f"{name} act +"])[at[:, 0], at[:, 1]] + (values @ weights[f"{name} mention"] + weights[f"{name} mention +"])[at[:, 0], at[:, 3]]
        pair += weights[f"{name} type"][at[:, 2]] + weights[f"{name} gap"][at[:, 4]] + weights[f"{name} step"][at[:, 5]]
        if name == "one":
            pair += weights["one second type"][at[:, 6]] + weights["one same type"] * (at[:, 2] == at[:, 6])[:, None]
        out[f"> {name}"] = jax.nn.relu(pair)
        out[name] = some(out[f"> {name}"], 0.2) @ weights[name] + weights[f"{name} +"]
    return out


def loss(weights: Arrays, made: Arrays, key: jax.Array) -> jax.Array:
    """How wrong the answers for a batch are."""
    out = said(weights, made, key)
    cross = optax.sigmoid_binary_cross_entropy
    total = _mean(cross(out["tells"], made["tells"]), made["tellweight"])
    shares = jax.nn.log_softmax(jnp.where(made["may"], out["types"], -1e9))
    right = made["right"].sum(-1)
    total += TYPE * _mean(-jnp.where(made["right"], shares, 0).sum(-1) / jnp.maximum(right, 1), right > 0)
    total += REPORT * _mean(cross(out["any"], made["any"]), made["report"])
    for name, outputs in OUTPUTS.items():
        labels, weight = made[name][:, -1 - outputs : -1], made[name][:, -1]
        total += FIELD * _mean(cross(out[name], labels).mean(-1), weight)
    return total


def _mean(values: jax.Array, weight: jax.Array) -> jax.Array:
    return (values * weight).sum() / jnp.maximum(weight.sum(), 1)


def trained(samples: Sequence[Sample], types: Sequence[str], epochs: int = EPOCHS) -> Network:
    """A network that has learned from samples."""
    random = np.random.default_rng(0)
    numbers = Numbers(samples, types)
    made = list(batches(samples, numbers, random))
    times = epochs * len(made)
    rate = optax.warmup_cosine_decay_schedule(0.0, RATE, min(WARMING, times // 10), times)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=DECAY))
    weights = begun(numbers, jax.random.PRNGKey(0))
    state = optimizer.init(weights)

    @jax.jit
    def step(weights: Arrays, state: Any, each: Arrays, key: jax.Array) -> tuple[Arrays, Any, jax.Array]:
        wrong, slope = jax.value_and_grad(loss)(weights, each, key)
        change, state = optimizer.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, wrong

    key = jax.random.PRNGKey(1)
    for epoch in range(epochs):
        total = 0.0
        for n in random.permutation(len(made)).tolist():
            key, own = jax.random.split(key)
            weights, state, wrong = step(weights, state, made[n], own)
            total += float(wrong)
        print(f"context: pass {epoch + 1} of {epochs}, loss {total / len(made):.4f}", flush=True)
    return rounded({name: np.asarray(w) for name, w in weights.items()}, numbers, made)


def rounded(weights: dict[str, NDArray[np.float32]], numbers: Numbers, made: Sequence[Arrays]) -> Network:
    """Weights as whole numbers; what goes into each layer is measured on some batches."""
    found: dict[str, list[NDArray[np.float32]]] = {}
    look = jax.jit(lambda w, each: said(w, each, None))
    for each in made[:: max(1, len(made) // 12)]:
        out = look(weights, each)
        keep = each["mask"] > 0
        for name, values in out.items():
            if name.startswith("> "):
                inside = np.asarray(values)
                inside = inside[keep] if inside.shape[:2] == keep.shape else inside.reshape(-1, inside.shape[-1])
                found.setdefault(name[2:], []).append(np.abs(inside[inside != 0]))
    worth = {name: float(np.quantile(np.concatenate(v), _QUANTILE)) / (BYTE if name == "in" else 255) for name, v in found.items()}
    tables = {f"{name} {each}" for name in OUTPUTS for each in ("type", "gap", "step")} | {"one second type", "one same type"}
    rows = {name: _rows_of_one_unit(weights[name]) for name in tables}
    layers = {name: _rows_of_one_unit(weights[name][1:]) for name in ("pieces", "marks")}
    layers |= {name: _layer(w, weights[f"{name} +"]) for name, w in weights.items() if f"{name} +" in weights}
    return Network(numbers.pieces, numbers.marks, numbers.types, layers, rows, worth)


def _layer(weights: NDArray[np.float32], bias: NDArray[np.float32]) -> Layer:
    units = np.maximum(np.abs(weights).max(axis=0) / BYTE, 1e-9)
    return Layer(len(weights), np.rint(weights / units).astype(np.int8).tobytes(), units.tolist(), bias.tolist())


def _rows_of_one_unit(weights: NDArray[np.float32]) -> Layer:
    unit = max(float(np.quantile(np.abs(weights), _QUANTILE)) / BYTE, 1e-9)
    return Layer(weights.shape[1], np.rint(weights / unit).clip(-BYTE, BYTE).astype(np.int8).tobytes(), [unit])
