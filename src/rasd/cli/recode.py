"""`rasd recode`: code stored reports again, and show what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.inputs import CodebookFolder, Tables
from rasd.cli.storing import AsJson, Db, coders, echo_json, opened, reviewer

if TYPE_CHECKING:
    from rasd.report import Report
    from rasd.store import Store
    from rasd.store.coders import Coders
    from rasd.store.recoding import RecordChange

_BATCH = 32


def recode(
    ids: Annotated[list[str] | None, typer.Argument(help="Reports; none: all that another version coded.")] = None,
    force: Annotated[bool, typer.Option(help="Also reports that this version coded already.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Show what would change, and keep nothing.")] = False,
    codebook: CodebookFolder = None,
    gazetteer: Tables = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes that code at once.")] = None,
    by: Annotated[str | None, typer.Option("--as", help="Who names a copy to be coded for itself.")] = None,
    json: AsJson = False,
    db: Db = None,
) -> None:
    """Code reports again. Old records and all judgements stay; a copy that is named is coded for itself from now on."""
    kinds: Counter[str] = Counter()
    with opened(db) as store, coders(codebook, gazetteer, jobs) as coding:
        named = [store.report(id).row for id in ids] if ids else None
        for row in named or ():
            if row.status == "copy" and not dry_run:
                _separate(store, row.id, reviewer(by))
        wanted = store.to_recode(coding.version, [row.id for row in named] if named else None, force=force)
        while batch := list(islice(wanted, _BATCH * coding.jobs)):
            for change in _recode(store, coding, batch, not dry_run):
                kinds[change.kind] += 1
                echo_json([change]) if json else _echo(change)
            kinds["reports"] += len(batch)
    verb = "would change" if dry_run else "changed"
    typer.echo(f"{kinds['reports']} reports: {kinds['changed']} records {verb}, {kinds['new']} new, {kinds['gone']} gone", err=json)


def _separate(store: Store, report_id: str, by: str) -> None:
    from rasd.store.model import Decision

    store.add_reviewer(by)
    store.judge(Decision(action="separate", report_id=report_id), by)


def _recode(store: Store, coding: Coders, reports: Sequence[Report], keep: bool) -> Sequence[RecordChange]:
    good, events = [], []
    for report, result in zip(reports, coding.code(reports), strict=True):
        if isinstance(result, str):
            typer.echo(f"rasd: report {report.id}: {result}; it stays as it was", err=True)
        else:
            good.append(report)
            events.append(result)
    return store.recode(good, events, coding.version, keep=keep)


def _echo(change: RecordChange) -> None:
    judged = "  (judged: it stays as it was, the difference is shown beside it)" if change.judged and change.kind != "new" else ""
    typer.echo(f"{change.report_id}  {change.record_id}  {change.kind}  {change.event_type}{judged}")
    for field in change.fields:
        typer.echo(f"    {field.field}: {bytes(field.old).decode()} → {bytes(field.new).decode()}")
