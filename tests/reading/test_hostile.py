"""Hostile input ends in `rejected` with its reason, within its limits of time and memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_inputs import FORMS, Inputs
from typer.testing import CliRunner

from rasd.cli.main import build
from rasd.reading.options import Limits, ReadOptions
from rasd.store import Store
from rasd.store.coders import Coders
from rasd.store.intake import Intake

SECONDS = 5.0
PATIENCE = 60.0
"""Seconds by the clock after which a reading hangs, however busy the machine is."""
LIMITS = Limits(document=20_000_000, seconds=SECONDS, memory=700_000_000)
PARENT = 250
"""MB that the program itself may grow by; its readers have their own limit."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("hostile") / "rasd.sqlite") as found:
        yield found


@pytest.fixture(scope="module")
def intake(store: Store) -> Iterator[Intake]:
    with Coders(None, [], 1) as coders:
        yield Intake(store, coders, options=ReadOptions(limits=LIMITS))


_made: dict[str, Inputs] = {}


def content_of(form: str, name: str) -> bytes:
    inputs = _made.setdefault(form, FORMS[form][1]())
    made = inputs[name]
    return made if isinstance(made, bytes) else made()


CASES = [(form, name) for form, (_, make) in FORMS.items() for name in _made.setdefault(form, make())]


def test_there_are_twenty_for_each_form() -> None:
    assert {form: len(inputs) for form, inputs in _made.items() if len(inputs) < 20} == {}


@pytest.mark.parametrize(("form", "name"), CASES, ids=[f"{form}-{name.replace(' ', '_')}" for form, name in CASES])
def test_hostile_input_is_rejected_within_its_limits(form: str, name: str, tmp_path: Path, store: Store, intake: Intake) -> None:
    file = tmp_path / FORMS[form][0]
    file.write_bytes(content_of(form, name))
    before, worked, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time(), time.monotonic()
    added = list(intake.add(str(file)))
    took, waited = time.process_time() - worked, time.monotonic() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    assert {a.kind for a in added} == {"rejected"}, [(a.kind, a.reason) for a in added[:3]]
    assert all(a.reason and len(a.reason) < 1000 and "\n" not in a.reason and "Traceback" not in a.reason for a in added)
    # its readers are ended by their own limit; the program itself works no longer than that, by its processor time
    assert took < SECONDS and waited < PATIENCE and grown < PARENT, (took, waited, grown)
    kept = store.rejected(source=str(file), limit=1000).items
    assert {r.reason for r in kept} == {a.reason for a in added}


def test_the_command_keeps_them_with_their_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of each form through `rasd add`: exit code 1, a summary, and as many rejected as were named."""
    monkeypatch.setenv("RASD_CONFIG", str(tmp_path / "none.toml"))
    (tmp_path / "none.toml").write_text("")
    files = []
    for form in FORMS:
        file = tmp_path / form / FORMS[form][0]
        file.parent.mkdir()
        name = "picture" if "picture" in _made[form] else "english"
        file.write_bytes(content_of(form, name))
        files.append(str(file))
    database = str(tmp_path / "rasd.sqlite")
    result = CliRunner().invoke(build(["add", "rejected"]), ["add", *files, "--db", database])
    assert result.exit_code == 1 and "0 new" in result.output and "rejected" in result.output
    with Store(database) as store:
        kept = store.rejected(limit=100).items
    assert {r.source for r in kept} == set(files) and all(r.reason for r in kept)
