"""Feeds the coder malformed and adversarial text; any exception or wrong span is a fault.

    python benchmarks/fuzz.py [--inputs 100000] [--seed 1]

Inputs are made from the corpus' reports by cutting, splicing, repeating, swapping letters,
sprinkling marks, digits, surrogate-free rarities, and from random Arabic and Unicode.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from datetime import date

from rasd.coding.coder import Coder
from rasd.evaluation.check import faults_of_event
from rasd.evaluation.corpus import load
from rasd.report import Report

MARKS = "\u200f\u200e\u202b\u202c\ufeffًٌَُِّْـ\u0000\u000b\u00a0«»\"'()،؛؟.!:-/\n\n|#_🔴✌️…"
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ"
RARE = "ﻻﷺﷲﭐﮔںہ۝؎ܐ\U0001f1f8\U00010a80\u0300ǅß\u2028"
DAYS = (None, date(2021, 4, 5), date(2024, 2, 29), date(1, 1, 1), date(9999, 12, 31))


def mutate(random_: random.Random, texts: list[str]) -> str:
    """One input."""
    kind = random_.randrange(9)
    text = random_.choice(texts)
    if kind == 0:
        return text[: random_.randrange(len(text) + 1)]
    if kind == 1:
        other = random_.choice(texts)
        return text[random_.randrange(len(text)) :] + other[: random_.randrange(len(other))]
    if kind == 2:
        words = text.split()
        random_.shuffle(words)
        return " ".join(words[:200])
    if kind == 3:
        chars = list(text[:600])
        for _ in range(random_.randrange(1, 60)):
            chars.insert(random_.randrange(len(chars) + 1), random_.choice(MARKS + RARE + "0123456789٠١٢٣"))
        return "".join(chars)
    if kind == 4:
        return "".join(random_.choice(LETTERS + MARKS + "   0123456789٠٣") for _ in range(random_.randrange(300)))
    if kind == 5:
        return "".join(
            chr(random_.choice((random_.randrange(32, 0x7FF), random_.randrange(0xFB50, 0xFEFF)))) for _ in range(200)
        )
    if kind == 6:
        return (random_.choice(text.split()) + random_.choice((" ", "", "، ", ".", "\n"))) * random_.randrange(1, 300)
    if kind == 7:
        return text.translate(
            {ord(a): b for a, b in zip(random_.sample(LETTERS, 4), random_.sample(LETTERS, 4), strict=True)}
        )
    return " ".join(random_.choice(random_.choice(texts).split()) for _ in range(random_.randrange(120)))


def inputs(count: int, seed: int) -> Iterator[Report]:
    """`count` reports, the same for the same seed."""
    random_ = random.Random(seed)
    texts = [item.report.text for item in load()]
    for n in range(count):
        yield Report(id=f"f{n}", text=mutate(random_, texts), published=random_.choice(DAYS))


def main() -> None:
    """Code every input; print each fault; exit 1 when there was one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    coder = Coder()
    faults = records = 0
    for report in inputs(args.inputs, args.seed):
        try:
            events = coder.code(report)
        except Exception as error:
            faults += 1
            sys.stdout.write(f"{report.id}: {type(error).__name__}: {error}\n{report.text[:300]!r}\n")
            continue
        records += len(events)
        for event in events:
            for fault in faults_of_event(report, event):
                faults += 1
                sys.stdout.write(f"{report.id}: {fault}\n")
    sys.stdout.write(f"{args.inputs} inputs, {records} records, {faults} faults\n")
    raise SystemExit(faults > 0)


if __name__ == "__main__":
    main()
