"""What is learned and what is kept of it in whole numbers say the same."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from rasd.coding.acts import Surroundings
from rasd.coding.coder import Coder
from rasd.coding.context import ContextReader
from rasd.coding.learned import Scorers, network_of
from rasd.report import Report

pytest.importorskip("jax", reason="JAX is only there for training: pip install -e '.[train]'")
pytest.importorskip("optax", reason="Optax is only there for training: pip install -e '.[train]'")
sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

PLACES = ("كفرنوران", "الأتارب", "سرمين", "تلمنس", "معرشورين", "بنش")


def report(n: int) -> tuple[str, list[dict[str, Any]]]:
    place = PLACES[n % len(PLACES)]
    if n % 3:
        text = f"قصف الجيش بلدة {place} بالمدفعية فقتل {n % 7 + 2} مدنيين."
        act = {"event_type": "shelling", "trigger": "قصف", "initiators": ["syria_forces"], "targets": ["civilians"], "places": [place], "toll": {"killed": [n % 7 + 2] * 2}}
        return text, [act]
    return f"عرض متحف {place} صورا لقصف الجيش البلدة قبل قرن.", []


def test_whole_numbers_of_a_byte_say_what_was_learned() -> None:
    from training import context as training
    from training.examples import Examples, collect

    coder = Coder(scorers=Scorers({}))
    samples, arounds = [], []
    for n in range(60):
        text, gold = report(n)
        examples = Examples()
        around = Surroundings(coder.scan(Report(id=str(n), text=text, published=date(2024, 5, 6))), coder.codebook)
        acts = collect(around, gold, examples)
        samples.append(training.sample(around, acts, examples.told, gold, 1.0))
        arounds.append(around)
    network = network_of(msgspec.msgpack.encode(training.trained(samples, sorted(coder.codebook.types), epochs=40)))
    reader = ContextReader(network)
    told = [reader.read(around).telling for around in arounds]
    acts, quiet = ([odds[0] for n, odds in enumerate(told) if bool(n % 3) is tells and len(odds)] for tells in (True, False))
    assert np.mean(acts) > np.mean(quiet)
    assert np.isfinite(acts).all()
