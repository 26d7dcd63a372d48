"""How often a change that must not matter leaves the records as they must be.

    python benchmarks/robustness.py [--part build|measured|all] [--most N] [--failed]
"""

from __future__ import annotations

import argparse

from rasd.coding.coder import Coder
from rasd.evaluation.changes import measure
from rasd.evaluation.corpus import load


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", default="measured")
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--failed", action="store_true", help="name the reports whose records changed")
    args = parser.parse_args()
    outcomes = measure(Coder(), [g.report for g in load(part=args.part)][: args.most])
    same, tried = sum(o.same for o in outcomes.values()), sum(o.tried for o in outcomes.values())
    for name, o in outcomes.items():
        print(f"{name:<12} {o.same:5d} of {o.tried:5d}  {o.same / max(1, o.tried):.3f}", *(o.failed if args.failed else ()))
    print(f"{'all':<12} {same:5d} of {tried:5d}  {same / max(1, tried):.3f}")


if __name__ == "__main__":
    main()
