"""What each kind of job does: adding text, sources and files, reading rejected input again, linking, recoding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec

from rasd.errors import InputError
from rasd.reading.items import Item, ReadFault, read_source
from rasd.store.adding import Added
from rasd.store.intake import Intake
from rasd.store.model import StoredJob
from rasd.workbench.running import Progress

if TYPE_CHECKING:
    from rasd.workbench.bench import Bench

PASTED = "pasted"
UPLOADED = "uploaded"
_BATCH = 32


class Asked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a job is to do; which fields count depends on its kind."""

    text: str | None = None
    title: str | None = None
    address: str | None = None
    published: date | None = None
    country: str | None = None
    outlet: str | None = None
    only_changed: bool = False
    rejection: int | None = None
    reports: tuple[str, ...] | None = None
    force: bool = False
    link: bool = True
    """Adding: link the records into incidents afterwards, if anything was new."""


class Worker:
    """Does the jobs of a bench."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def __call__(self, job: StoredJob, progress: Progress) -> None:
        """Do a job, and count what came of it."""
        asked = msgspec.json.decode(job.asked, type=Asked)
        match job.kind:
            case "link":
                self._link(job.by, progress)
            case "recode":
                self._recode(asked, progress)
            case _:
                self._add(job, asked, progress)

    def _add(self, job: StoredJob, asked: Asked, progress: Progress) -> None:
        for added in self._added(job, asked):
            told = {"records": added.records} if added.records else {}
            progress.step(added.kind, report=added.report_id, fault=added.reason, **told)
        if asked.link and progress.counts["new"]:
            self._link(job.by, progress)

    def _added(self, job: StoredJob, asked: Asked) -> Iterator[Added]:
        bench = self._bench
        intake = Intake(bench.store, bench.coders, published=asked.published, country=asked.country or bench.country)
        match job.kind:
            case "text":
                yield from intake.add(PASTED, items=_pasted(asked))
            case "source":
                bench.store.source(asked.address or "", outlet=asked.outlet)
                yield from intake.add(asked.address or "", only_changed=asked.only_changed)
            case "retry":
                yield from intake.retry(bench.store.rejection(asked.rejection or 0))
            case _:
                with TemporaryDirectory(prefix="rasd-upload-") as folder:
                    yield from intake.add(UPLOADED, items=_uploaded(bench.store.job_inputs(job.number), Path(folder)))

    def _link(self, by: str, progress: Progress) -> None:
        linked = self._bench.linker.link_all(f"linked by {by}", progress.say)
        progress.counts.update(linked=linked.records, incidents=linked.incidents, changed=linked.changed)

    def _recode(self, asked: Asked, progress: Progress) -> None:
        store, coders = self._bench.store, self._bench.coders
        wanted = list(store.to_recode(coders.version, asked.reports, force=asked.force))
        progress.total = len(wanted)
        reports = iter(wanted)
        while batch := list(islice(reports, _BATCH * coders.jobs)):
            coded = dict(zip((r.id for r in batch), coders.code(batch), strict=True))
            good = [r for r in batch if not isinstance(coded[r.id], str)]
            changes = store.recode(good, [c for r in good if not isinstance(c := coded[r.id], str)], coders.version)
            for change in changes:
                progress.counts[change.kind] += 1
            for report in batch:
                failed = coded[report.id]
                progress.step(report=report.id, fault=f"{report.id}: {failed}" if isinstance(failed, str) else None)


def _pasted(asked: Asked) -> Iterator[Item]:
    """Pasted text as a line of JSON, so that its bytes can be read again."""
    text = asked.text or ""
    first = next((line.strip() for line in text.splitlines() if line.strip()), None)
    if asked.title and asked.title != first:
        text = f"{asked.title}\n\n{text}"
    told = {"title": asked.title or first, "text": text, "published": str(asked.published) if asked.published else None, "source": asked.outlet}
    name = f"{PASTED}-{sha256(text.encode()).hexdigest()[:12]}"
    content = msgspec.json.encode({"id": name, **{k: v for k, v in told.items() if v}})
    return read_source(f"{PASTED}:{name}", content=content, media_type="application/json")


def _uploaded(files: Iterable[tuple[str, bytes]], folder: Path) -> Iterator[Item]:
    """The items of uploaded files, by their own names instead of those of the folder where they are read."""
    for n, (name, content) in enumerate(files):
        path = folder / str(n) / safe_name(name)
        path.parent.mkdir()
        path.write_bytes(content)
        prefix = f"{path.parent}/"
        for item in read_source(str(path)):
            yield _renamed(item, prefix)
        path.unlink()


def _renamed(item: Item, prefix: str) -> Item:
    address = item.address.replace(prefix, f"{UPLOADED}:")
    if isinstance(item, ReadFault):
        error = InputError(item.error.where.replace(prefix, ""), item.error.what.replace(prefix, ""), item.error.advice)
        return msgspec.structs.replace(item, address=address, error=error)
    return msgspec.structs.replace(item, address=address)


def safe_name(name: str) -> str:
    """The last part of an uploaded file's name, without what a file system may not hold."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(c if c.isalnum() or c in " ._-()[]+,@#&'" else "_" for c in last).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    return (f"{stem[:80]}{dot}{suffix[:10]}" if stem else kept[:80]) or "file"
