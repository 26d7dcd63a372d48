"""The table of docs/exports.md that shows how event types stand in other layouts, made from the codebook.

    python scripts/mapping_table.py docs/exports.md
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from rasd.codebook import Codebook


def mapping_table() -> str:
    lines = ["| event type | ACLED event type | ACLED sub-event type | UCDP GED | PLOVER |", "|---|---|---|---|---|"]
    for kind in Codebook.load().types.values():
        ucdp = "with a death" if kind.ucdp == "deaths" else "never"
        plover = "/".join(part for part in kind.plover if part)
        lines.append(f"| `{kind.id}` | {' | '.join(kind.acled)} | {ucdp} | {plover} |")
    return "\n".join(lines)


def main() -> None:
    path = Path(sys.argv[1])
    begin, end = "<!-- table: made by scripts/mapping_table.py -->\n", "\n<!-- end of table -->"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.S)
    path.write_text(pattern.sub(lambda _: begin + mapping_table() + end, path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
