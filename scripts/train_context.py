"""Train the network that reads a report's words in their order, on gold reports.

    python scripts/train_context.py GOLD.jsonl... --networks FOLDER [--only N]

Writes into FOLDER `context-0.msgpack` and so on, each learned without one part of the reports, for training scorers on reports that it
has not seen, and `context.msgpack`, learned from all; `--only` names one of them (0, 1, 2 or all). Needs JAX and Optax (the `train` extra).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from rasd.coding.acts import Surroundings
from rasd.coding.coder import Coder
from rasd.coding.learned import Scorers
from train_scorers import FOLDS, Doc, read, scan_of, weight_of
from training.context import Sample, sample, trained
from training.examples import Examples, collect


def sample_of(coder: Coder, doc: Doc) -> Sample:
    """What the network reads of a gold report, and what it should say."""
    examples = Examples()
    around = Surroundings(scan_of(coder, doc), coder.codebook)
    acts = collect(around, doc["events"], examples)
    return sample(around, acts, examples.told, doc["events"], weight_of(doc))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--networks", type=Path, required=True)
    parser.add_argument("--only", choices=[*map(str, range(FOLDS)), "all"])
    args = parser.parse_args()
    coder = Coder(scorers=Scorers({}))
    samples = [sample_of(coder, doc) for doc in read(args.gold)]
    args.networks.mkdir(parents=True, exist_ok=True)
    for name in [args.only] if args.only else [*map(str, range(FOLDS)), "all"]:
        some = samples if name == "all" else [s for n, s in enumerate(samples) if n % FOLDS != int(name)]
        network = trained(some, sorted(coder.codebook.types))
        path = args.networks / ("context.msgpack" if name == "all" else f"context-{name}.msgpack")
        path.write_bytes(msgspec.msgpack.encode(network))


if __name__ == "__main__":
    main()
