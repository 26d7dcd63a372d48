"""One line that tells whether two versions code alike: a hash of the records of the corpus and the examples.

    python scripts/digest.py [--output records.jsonl]

A change that is meant to make coding faster must not change it.
"""

from __future__ import annotations

import argparse
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

import rasd.coding.lexicon
from rasd.coding.coder import Coder
from rasd.report import Report

ROOT = Path(__file__).resolve().parent.parent


def reports() -> list[Report]:
    """Every report of the corpus, and the examples."""
    found: list[Report] = []
    for path in [*sorted(ROOT.glob("corpus/*.jsonl")), *sorted(ROOT.glob("corpus/own/*.jsonl"))]:
        for n, line in enumerate(path.read_bytes().splitlines()):
            data = msgspec.json.decode(line)
            published = date.fromisoformat(data["published"][:10]) if data.get("published") else None
            found.append(Report(id=f"{path.name}:{n}", text=data["text"], published=published))
    for path in sorted(ROOT.glob("examples/*.txt")):
        found.append(Report(id=path.name, text=path.read_text(encoding="utf-8"), published=date.fromisoformat(path.name.split(".")[1])))
    return found


def main() -> None:
    """Print how many reports and records, the hash, and whether compiled modules coded them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, help="also write the records, a line for each")
    args = parser.parse_args()
    coder = Coder()
    lines = [msgspec.json.encode(event) for report in reports() for event in coder.code(report)]
    if args.output:
        args.output.write_bytes(b"\n".join(lines) + b"\n")
    how = "in Python" if rasd.coding.lexicon.__file__.endswith(".py") else "compiled"
    print(f"{sha256(b''.join(lines)).hexdigest()[:16]}  {len(reports())} reports, {len(lines)} records, {how}")


if __name__ == "__main__":
    main()
