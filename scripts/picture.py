"""Draw the table of an example report as docs/images/table.svg.

    python scripts/picture.py examples/agency-sudan.2024-06-02.txt
"""

from __future__ import annotations

import io
import re
import sys
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from rasd.cli.writing import event_table
from rasd.coding.coder import Coder
from rasd.report import Report


def main() -> None:
    path = Path(sys.argv[1])
    report = Report(
        id=path.stem, text=path.read_text(encoding="utf-8"), published=date.fromisoformat(path.stem.split(".")[-1])
    )
    console = Console(record=True, width=150, file=io.StringIO(), highlight=False)
    console.print(Text(f"$ rasd code {path}", style="bold"))
    console.print(event_table(report, Coder().code(report)))
    drawn = console.export_svg(title="rasd code")
    drawn = re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL)  # no fonts from elsewhere: a reader may be offline
    Path("docs/images/table.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
