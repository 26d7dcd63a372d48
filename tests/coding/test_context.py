"""The network that reads words in their order: what it reads, and that it reads the same everywhere."""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np
import pytest

from rasd.coding import context
from rasd.coding.acts import Act, Surroundings
from rasd.coding.coder import Coder
from rasd.coding.context import FIELDS, REACH, ContextReader, Layer, Network, Silence, gaps, marks, pieces, steps
from rasd.coding.learned import Scorers, network_of
from rasd.report import Report

TEXT = "قصف الجيش بلدة كفرنوران أمس.\nوقال مصدر محلي إن خمسة مدنيين قتلوا، ثم اعتقلت الشرطة رجلين في مدينة الباب."
WIDTH, WORD, HEAD, PAIR = 8, 4, 6, 5


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(scorers=Scorers({}))


@pytest.fixture(scope="module")
def around(coder: Coder) -> Surroundings:
    return Surroundings(coder.scan(Report(id="r", text=TEXT, published=date(2024, 5, 6))), coder.codebook)


@pytest.fixture(scope="module")
def network(around: Surroundings) -> Network:
    """Weights by chance for the words and marks of the text."""
    random = np.random.default_rng(7)

    def layer(inputs: int, outputs: int) -> Layer:
        numbers = random.integers(-127, 128, (inputs, outputs), dtype=np.int8)
        return Layer(inputs, numbers.tobytes(), [0.002] * outputs, random.normal(0, 0.1, outputs).tolist())

    def lines(count: int, width: int) -> Layer:
        return Layer(width, random.integers(-127, 128, (count, width), dtype=np.int8).tobytes(), [0.01])

    types = ["attack", "shelling", "arrest", "killing", "air_strike"]
    known = sorted({p for w in around.scan.texts for p in pieces(w)})
    marked = sorted(set().union(*marks(around)))
    layers = {"pieces": lines(len(known), WORD), "marks": lines(len(marked), WORD), "in": layer(2 * WORD, WIDTH)}
    layers |= {f"layer {n}": layer(3 * WIDTH, WIDTH) for n in range(len(REACH))}
    layers |= {"head": layer(4 * WIDTH, HEAD), "answers": layer(HEAD, 1 + len(types)), "report": layer(2 * WIDTH, 1)}
    tables = {"one second type": lines(len(types), PAIR), "one same type": lines(1, PAIR)}
    for name, outputs in {**FIELDS, "one": 1}.items():
        layers |= {f"{name} act": layer(WIDTH, PAIR), f"{name} mention": layer(WIDTH, PAIR), name: layer(PAIR, outputs)}
        tables |= {f"{name} type": lines(len(types), PAIR), f"{name} gap": lines(context.GAPS, PAIR), f"{name} step": lines(context.STEPS, PAIR)}
    worth = dict.fromkeys(("in", "words", "head", *FIELDS, "one", *(f"layer {n}" for n in range(len(REACH)))), 0.02)
    return Network(known, marked, types, layers, tables, worth)


def acts_of(around: Surroundings) -> list[Act]:
    return [Act(t, r, around.scan.sentence_of[t.first]) for t in around.scan.triggers for r in t.types]


def test_a_word_shares_its_stem_with_the_word_behind_its_clitics_and_its_skeleton_with_other_forms() -> None:
    assert set(pieces("والهجوم")) & set(pieces("هجوم")) >= {"-هجوم", "~جم"}
    assert set(pieces("مقاتلون")) & set(pieces("مقاتلين")) >= {"~مقل"}


def test_digits_are_one_and_short_words_have_no_runs() -> None:
    assert pieces("15") == pieces("73") == ["=00"]
    assert pieces("من") == ["=من"]


def test_marks_say_what_the_reader_found(around: Surroundings) -> None:
    found = dict(zip(around.scan.texts, marks(around), strict=True))
    assert {"tells", "opens body"} <= found["قصف"]
    assert {"actor", "actor of police"} <= found["الشرطه"]
    assert "place" in found["كفرنوران"]
    assert "time" in found["امس"]
    assert "number" in found["خمسه"]


def test_classes_of_distances_are_told_apart_near_and_put_together_far() -> None:
    assert gaps(np.array([0, 1, -1, 5, 6, 8, 9, 79, 80, 5000, -5000])).tolist() == [12, 13, 11, 17, 18, 18, 19, 22, 23, 23, 1]
    assert steps(np.array([0, -3, 9])).tolist() == [6, 3, 11]


def test_a_text_read_in_parts_is_read_the_same(around: Surroundings, network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ContextReader(network).encoded(around.scan.texts, marks(around))
    monkeypatch.setattr(context, "_CHUNK", 3)
    assert np.array_equal(ContextReader(network).encoded(around.scan.texts, marks(around)), whole)
    assert len(np.unique(whole)) > 5


def test_words_kept_from_other_reports_change_nothing(coder: Coder, around: Surroundings, network: Network) -> None:
    reader = ContextReader(network)
    once = reader.read(around)
    reader.read(Surroundings(coder.scan(Report(id="s", text="اعتقلت الشرطة خمسة في الباب", published=None)), coder.codebook))
    again = reader.read(around)
    assert once.telling.tolist() == again.telling.tolist()
    assert once.matter == again.matter


def test_answers_have_a_line_for_all_that_was_asked(around: Surroundings, network: Network) -> None:
    said = ContextReader(network).read(around)
    acts = acts_of(around)
    at = np.array([(a, m) for a in range(len(acts)) for m in range(2)])
    assert said.telling.shape == (len(around.scan.triggers),)
    for name, outputs in FIELDS.items():
        assert said.filling(name, acts, [0, 4], at).shape == (len(at), outputs)
    assert said.one(acts, np.array([(0, 1), (1, 2)])).shape == (2,)


def test_a_distant_word_beyond_what_layers_see_moves_only_the_averages(coder: Coder, network: Network) -> None:
    reader = ContextReader(network)
    far = " ".join(["كذلك"] * 40)
    texts = [f"قصف الجيش بلدة {far} {last}" for last in ("الشرطة", "خمسة")]
    arounds = [Surroundings(coder.scan(Report(id="r", text=t, published=None)), coder.codebook) for t in texts]
    values = [reader.encoded(a.scan.texts, marks(a)) for a in arounds]
    assert np.array_equal(values[0][:8], values[1][:8])
    assert not np.array_equal(values[0][-5:], values[1][-5:])


def test_readings_of_one_trigger_share_what_is_sure_and_unknown_types_have_no_say(around: Surroundings, network: Network) -> None:
    said = ContextReader(network).read(around)
    acts = [a for a in acts_of(around) if a.event_type in network.types]
    by_trigger: dict[int, list[int]] = {}
    for act, odds in zip(acts, said.typed(acts).tolist(), strict=True):
        by_trigger.setdefault(act.trigger.first, []).append(odds)
    for odds in by_trigger.values():
        assert sum(1 / (1 + np.exp(-o / 100)) for o in odds) == pytest.approx(1, abs=0.02)
    others = [a for a in acts_of(around) if a.event_type not in network.types]
    assert others
    assert not said.typed(others).any()


def test_words_that_told_most_are_named(around: Surroundings, network: Network) -> None:
    said = ContextReader(network).read(around)
    act = acts_of(around)[0]
    reasons = said.reasons(act)
    assert 0 < len(reasons) <= 3
    assert all(word in TEXT and weight for word, weight in reasons)
    assert abs(reasons[0][1]) >= abs(reasons[-1][1])


def test_nothing_is_said_of_a_report_without_a_trigger(coder: Coder, network: Network) -> None:
    scan = coder.scan(Report(id="r", text="كان الطقس جميلا", published=None))
    assert not scan.triggers
    assert type(ContextReader(network).read(Surroundings(scan, coder.codebook))) is Silence


def test_without_a_network_nothing_is_said(around: Surroundings) -> None:
    said = Scorers({}).read(around)
    assert type(said) is Silence
    assert not said.telling.any()
    assert said.filling("roles", acts_of(around)[:1], [0], np.array([(0, 0)])).tolist() == [[0, 0, 0]]


def test_a_network_is_kept_whole_in_its_file(network: Network) -> None:
    assert network_of(msgspec.msgpack.encode(network)) == network
