"""Measure both parts of the corpus and keep the figures as floors that the tests hold.

    python scripts/floors.py            raise floors to what is measured now, lower none
    python scripts/floors.py --lower    write what is measured now, even where it is less
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rasd.coding.coder import Coder
from rasd.evaluation.corpus import Part, load
from rasd.evaluation.floors import FIELDS, FLOORS, Floors, measure, read_floors

PARTS: tuple[Part, ...] = ("build", "measured")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lower", action="store_true", help="write lower figures too")
    args = parser.parse_args()
    coder = Coder()
    kept: Floors = {} if args.lower or not FLOORS.exists() else read_floors()
    lines = ["# Least F1 of the coder on the parts of the corpus: see scripts/floors.py."]
    for part in PARTS:
        found = measure(coder, load(part=part))
        lines += ["", f"[{part}]"]
        lines += [f"{name} = {max(found[name], kept.get(part, {}).get(name, 0.0)):.3f}" for name in FIELDS]
    Path(FLOORS).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
