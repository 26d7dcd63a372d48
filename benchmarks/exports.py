"""Rate and memory of exports of many records, against the bare writer on the same rows.

    python benchmarks/exports.py [--records 1000000] [--format csv --format parquet]

Records are copies of a few plain ones with ids and days of their own. Each measurement runs in a process of its own:
`rasd`: records decoded from JSON lines and written; `decode`: the same lines decoded and dropped; `bare`: the rows of
the export's first 20,000 items made once beforehand and written again and again by csv.writer or pyarrow alone. Rates are by
processor time, so that another load of the machine does not count.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

SAMPLE = 20_000
TEXTS = [
    ("قتل ثلاثة مدنيين وأصيب خمسة في قصف على بلدة سراقب أمس.", "2023-03-05"),
    ("اعتقلت قوات سوريا الديمقراطية أربعة أشخاص في مدينة الرقة يوم 3 آذار.", "2023-03-05"),
    ("تظاهر العشرات في مدينة السويداء اليوم احتجاجاً على الغلاء.", "2023-08-20"),
]


def make_records(path: Path, number: int) -> None:
    """JSON lines of `number` records."""
    lines = _coded()
    with path.open("wb") as out:
        for n, line in enumerate(islice(cycle(lines), number)):
            out.write(line.replace(b'"event_id":"', b'"event_id":"%07d-' % n, 1) + b"\n")


def _coded() -> list[bytes]:
    import msgspec

    import rasd

    return [msgspec.json.encode(event) for text, day in TEXTS for event in rasd.code(text, published=day)]


def measure(kind: str, format: str, path: Path) -> dict[str, float]:
    """One measurement in a process of its own: CPU seconds and peak memory in MB."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", kind, "--format", format, "--file", str(path)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def run_one(kind: str, format: str, path: Path) -> None:
    from rasd.exports import Options, World, read_items, write
    from rasd.exports.columns import COLUMNS, row

    def items():  # type: ignore[no-untyped-def]
        with path.open("rb") as lines:
            yield from read_items(str(path), lines, {}, print)

    class Source:
        def __iter__(self):  # type: ignore[no-untyped-def]
            return items()

    world = World()
    total = sum(1 for _ in path.open("rb"))
    sink = open(os.devnull, "wb")  # noqa: SIM115
    sample = list(islice(items(), SAMPLE)) if kind == "bare" else []
    rows = [row(item, world) for item in sample] if format == "csv" else []
    start = time.process_time()
    if kind == "decode":
        for _ in items():
            pass
    elif kind == "bare" and format == "csv":
        writer = csv.writer(io.TextIOWrapper(sink, encoding="utf-8", newline=""))
        writer.writerow([c.name for c in COLUMNS])
        writer.writerows(islice(cycle(rows), total))
    elif kind == "bare":
        import pyarrow as pa
        import pyarrow.parquet as pq

        from rasd.exports.parquet import SCHEMA, _row

        values = [_row(item) for item in sample]
        start = time.process_time()
        with pq.ParquetWriter(sink, SCHEMA, compression="zstd") as out:
            for at in range(0, total, 4_000):
                first = at % SAMPLE
                out.write_table(pa.Table.from_pylist(values[first : first + 4_000], SCHEMA))
    else:
        write(Source(), format, sink, Options(world=world, names="redact" if kind == "redact" else "keep"))  # type: ignore[arg-type]
    seconds = time.process_time() - start
    print(json.dumps({"seconds": seconds, "rate": total / seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--format", action="append", choices=["csv", "parquet", "jsonl", "geojson"])
    parser.add_argument("--kind", action="append", choices=["decode", "bare", "rasd", "redact"])
    parser.add_argument("--one")
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    if options.one:
        run_one(options.one, options.format[0], options.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        for number in (options.records // 10, options.records):
            path = Path(folder) / f"{number}.jsonl"
            make_records(path, number)
            for format in options.format or ["csv", "parquet"]:
                for kind in options.kind or ["bare", "decode", "rasd", "redact"]:
                    found = measure(kind, format, path)
                    print(f"{number:>9,} {format:<8} {kind:<7} {found['rate']:>10,.0f} records per CPU second  peak {found['mb']:>6.0f} MB", flush=True)


if __name__ == "__main__":
    main()
