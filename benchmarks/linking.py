"""Linking of synthetic records: time, memory and agreement with the truth, at several sizes.

usage: python benchmarks/linking.py [SIZE ...] [--keep FOLDER]     (default 10000 100000)

Densities: 160 incidents a day (58,000 a year) in eight countries whatever the size (the period grows), governorates and actors drawn
by rank as real datasets have them; an incident is told by 1 to 12 reports (two on average); reports hold 1 to 4 records;
of the records 12 % name only the governorate, 6 % no place, 4 % a village that no gazetteer holds; 8 % give only
the day of publication, 3 % a day too late; tolls differ by up to a third; a third of the initiators are unsaid or vague.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

from rasd.gazetteer import Gazetteer

INCIDENTS_A_DAY = 160
START = date(2020, 1, 1)
SPAN = [0, 1]
SIDES = {
    "SY": (["syria_forces", "sdf", "isis", "turkey_forces", "hts", "sna", "russia_forces"], ["civilians", "sdf", "syria_forces", "hts", "isis"]),
    "IQ": (["isis", "iraq_forces", "turkey_forces", "pmf"], ["isis", "iraq_forces", "civilians", "pkk", "pmf"]),
    "YE": (["houthis", "saudi_coalition", "yemen_forces", "stc", "alqaeda"], ["civilians", "houthis", "yemen_forces", "stc"]),
    "PS": (["israel_forces", "israeli_settlers", "palestinian_factions", "hamas"], ["civilians", "palestinian_factions", "israel_forces"]),
    "LB": (["israel_forces", "hezbollah"], ["civilians", "hezbollah", "israel_forces"]),
    "SD": (["sudan_rsf", "sudan_saf", "sudan_joint_forces"], ["civilians", "sudan_saf", "sudan_rsf"]),
    "LY": (["libya_lna", "libya_gnu"], ["libya_gnu", "civilians", "libya_lna"]),
    "EG": (["egypt_forces", "isis"], ["isis", "egypt_forces", "civilians"]),
}  # fmt: skip
SHARES = {"SY": 30, "PS": 20, "YE": 15, "IQ": 12, "SD": 9, "LB": 8, "LY": 3, "EG": 3}
TYPES = {"shelling": 28, "air_strike": 18, "clash": 14, "attack": 9, "arrest": 9, "raid": 6, "bombing": 5, "killing": 5,
         "assassination": 2, "abduction": 2, "protest": 2}  # fmt: skip
ALSO = {"shelling": "attack", "air_strike": "shelling", "clash": "attack", "attack": "killing", "arrest": "raid",
        "raid": "arrest", "bombing": "attack", "killing": "attack", "assassination": "killing",
        "abduction": "arrest", "protest": "protest"}  # fmt: skip


def by_rank(items: list, draw: random.Random):  # type: ignore[no-untyped-def,type-arg]
    """An item, the n-th about 1/sqrt(n) as often as the first: of 700 places the busiest sees 4 % of the acts."""
    return items[int(len(items) * draw.random() ** 2)]


def places() -> dict[str, list]:  # type: ignore[type-arg]
    """Villages and towns of each country, in an order that is the same every time."""
    gazetteer = Gazetteer.load()
    entries = {e.id: e for name in gazetteer.names() for e in gazetteer.candidates(name)}
    found = defaultdict(list)
    for entry in sorted(entries.values(), key=lambda e: e.id):
        if entry.precision in ("settlement", "site") and entry.admin1:
            found[entry.country].append(entry)
    draw = random.Random(7)
    for listed in found.values():
        draw.shuffle(listed)
    return found


def place_row(entry) -> dict[str, object]:  # type: ignore[no-untyped-def]
    return {"text": entry.name_ar, "span": SPAN, "id": entry.id, "name": entry.name, "name_ar": entry.name_ar,
            "latitude": entry.latitude, "longitude": entry.longitude, "admin1": entry.admin1, "admin2": entry.admin2,
            "country": entry.country, "precision": entry.precision}  # fmt: skip


def area_row(entry) -> dict[str, object]:  # type: ignore[no-untyped-def]
    return place_row(entry) | {"text": entry.admin1, "id": f"area:{entry.country}:{entry.admin1}", "name": entry.admin1,
                               "name_ar": entry.admin1, "admin2": None, "precision": "governorate"}  # fmt: skip


def told(truth: dict, draw: random.Random) -> dict[str, object]:  # type: ignore[type-arg]
    """One record of an incident as some report tells it."""
    where = draw.random()
    entry = truth["place"]
    if where < 0.12:
        named = [area_row(entry)]
    elif where < 0.18:
        named = []
    elif where < 0.22:
        named = [{"text": f"مجهولة{truth['number'] % 100_000}", "span": SPAN}]
    else:
        named = [place_row(entry)]
    late = draw.random()
    day = truth["day"] + timedelta(days=1 if late < 0.11 else 0)
    who = draw.random()
    doer = [] if who < 0.2 else ["armed_group_unspecified"] if who < 0.3 else [truth["doer"]]
    toll = {}
    for name, number in truth["toll"].items():
        if draw.random() < 0.85:
            told_number = max(0, round(number * draw.choice([1, 1, 1, 1, 0.75, 1.33])))
            toll[name] = {"low": told_number, "high": told_number, "approximate": False, "text": "", "span": SPAN}
    return {
        "event_type": truth["type"] if draw.random() < 0.75 else ALSO[truth["type"]],
        "status": "occurred",
        "initiators": [{"id": i, "text": "", "span": SPAN} for i in doer],
        "supporters": [],
        "targets": [{"id": truth["hit"], "text": "", "span": SPAN}] if draw.random() < 0.8 else [],
        "places": named,
        "date": {"start": str(day), "end": str(day), "precision": "assumed" if late < 0.08 else "day"},
        "toll": toll, "source": {"kind": "none"}, "confidence": 0.9, "evidence": {"sentence": SPAN, "trigger": SPAN},
    }  # fmt: skip


def incident(number: int, day: date, where: dict[str, list], draw: random.Random) -> dict[str, object]:  # type: ignore[type-arg]
    country = draw.choices(list(SHARES), list(SHARES.values()))[0]
    kind = draw.choices(list(TYPES), list(TYPES.values()))[0]
    doers, hit = SIDES[country]
    lethal = kind not in ("arrest", "raid", "abduction", "protest")
    dead = min(int(draw.paretovariate(1.2)) - 1, 120) if lethal else 0
    toll = {"killed": dead, "wounded": dead + draw.randint(0, 6)} if lethal else {"detained": draw.randint(1, 9)} if kind == "arrest" else {}
    return {"number": number, "day": day, "type": kind, "place": by_rank(where[country], draw), "doer": by_rank(doers, draw), "hit": by_rank(hit, draw), "toll": toll}  # fmt: skip


def write(size: int, path: Path) -> dict[str, int]:
    """Records of `size` in random order; gives the true incident of every event id."""
    draw, where = random.Random(size), places()
    truth: dict[str, int] = {}
    rows: list[str] = []
    number = report = 0
    for n in itertools.count():
        day = START + timedelta(days=n)
        tellings = []
        for _ in range(INCIDENTS_A_DAY):
            one = incident(number, day, where, draw)
            tellings += [one] * min(12, int(draw.paretovariate(1.6)))
            number += 1
        draw.shuffle(tellings)
        while tellings:
            together = [tellings.pop() for _ in range(min(len(tellings), draw.choices([1, 2, 3, 4], [60, 25, 10, 5])[0]))]
            for k, one in enumerate({o["number"]: o for o in together}.values()):
                row = {"event_id": f"e{report}-{k}", "document_id": f"d{report}", **told(one, draw)}
                truth[row["event_id"]] = one["number"]
                rows.append(json.dumps(row, ensure_ascii=False))
            report += 1
        if len(rows) >= size:
            break
    draw.shuffle(rows)
    path.write_text("\n".join(rows[:size]) + "\n", encoding="utf-8")
    return truth


def agreement(path: Path, truth: dict[str, int]) -> tuple[float, float, int]:
    """Pairwise precision and recall, and the number of incidents."""
    both, mine, ids, count = 0, 0, [], 0
    for line in path.open(encoding="utf-8"):
        events = json.loads(line)["events"]
        count += 1
        ids += events
        mine += len(events) * (len(events) - 1) // 2
        both += sum(n * (n - 1) // 2 for n in Counter(truth[e] for e in events).values())
    true = sum(n * (n - 1) // 2 for n in Counter(truth[e] for e in ids).values())
    return both / max(mine, 1), both / max(true, 1), count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--keep", type=Path, help="keep the files here")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="rasd-linking-"))
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{'records':>9} {'seconds':>8} {'CPU s':>7} {'records/s':>9} {'peak MB':>8} {'incidents':>9} {'P':>6} {'R':>6}")
    for size in options.sizes:
        events, linked = folder / f"events-{size}.jsonl", folder / f"incidents-{size}.jsonl"
        truth = write(size, events)
        start = time.perf_counter()
        child = subprocess.Popen([sys.executable, "-m", "rasd", "link", str(events), "--format", "jsonl", "--output", str(linked)])
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        if status:
            sys.exit(f"rasd link failed on {size} records")
        precision, recall, count = agreement(linked, truth)
        print(f"{size:>9} {seconds:>8.1f} {used.ru_utime + used.ru_stime:>7.1f} {size / seconds:>9.0f} {used.ru_maxrss / 1024:>8.0f} {count:>9} {precision:>6.3f} {recall:>6.3f}", flush=True)


if __name__ == "__main__":
    main()
