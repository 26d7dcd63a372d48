import json
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import msgspec

from rasd.coding.coder import Coder
from rasd.evaluation.corpus import corpus_folder, load, read_gold
from rasd.evaluation.scorer import Comparison
from rasd.event import Event


def compare(reports, coded) -> Comparison:  # type: ignore[no-untyped-def]
    comparison = Comparison()
    for item in reports:
        comparison.add(item.report.id, item.report.text, coded[item.report.id], item.events)
    return comparison


def perturbed(event: Event, r: random.Random) -> Event:
    """A record with one thing changed."""
    kind = r.randrange(5)
    if kind == 0:
        return msgspec.structs.replace(event, initiators=event.targets)
    if kind == 1:
        return msgspec.structs.replace(event, status="planned")
    if kind == 2:
        return msgspec.structs.replace(event, places=event.places[1:])
    if kind == 3 and event.date.start:
        day = event.date.start + timedelta(1)
        return msgspec.structs.replace(event, date=msgspec.structs.replace(event.date, start=day, end=day, precision="day"))
    return msgspec.structs.replace(event, event_type="clash")


def test_figures_agree_with_the_reference_to_the_last_digit(coder: Coder, shared: Path, tmp_path: Path) -> None:
    paths = [corpus_folder() / f"{name}.jsonl" for name in ("hard", "precision", "yemen")]
    reports = read_gold(paths)
    r = random.Random(7)
    for share in (0.0, 0.4):
        coded = {i.report.id: tuple(perturbed(e, r) if r.random() < share else e for e in coder.code(i.report)) for i in reports}
        pred = tmp_path / "pred.jsonl"
        pred.write_bytes(b"".join(msgspec.json.encode(e) + b"\n" for events in coded.values() for e in events))
        command = [sys.executable, str(shared / "gold" / "score.py"), *map(str, paths), "--pred", str(pred), "--json"]
        reference = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        ours = compare(reports, coded)
        for name, f in ours.figures().items():
            want = reference[name]
            assert (round(f.precision, 4), round(f.recall, 4), round(f.f1, 4)) == (want["precision"], want["recall"], want["f1"]), name
        assert round(ours.perfect / ours.reports, 4) == reference["perfect_reports"]


def test_the_corpus_loads_whole() -> None:
    reports = load()
    assert len(reports) >= 290
    assert len({i.report.id for i in reports}) == len(reports)
    assert all(e["trigger"] in i.report.text for i in reports for e in i.events)
