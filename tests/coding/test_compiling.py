"""What `scripts/compile.py` compiles, and what it must leave alone. That the records stay the same `make fast` shows."""

from __future__ import annotations

import ast
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

import rasd

PACKAGE = Path(rasd.__file__).parent
SCRIPT = Path(__file__).parents[2] / "scripts" / "compile.py"


def loaded(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"{path.stem}_script", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return loaded(SCRIPT)


def test_the_modules_that_read_a_report_are_compiled(script: ModuleType) -> None:
    modules = set(script.hot_modules(PACKAGE))
    assert {"rasd/coding/lexicon.py", "rasd/coding/deciding.py", "rasd/coding/features/roles.py", "rasd/arabic/words.py"} <= modules
    assert {f"rasd/{name}" for name in script.LEFT}.isdisjoint(modules)
    assert all((PACKAGE / name).exists() for name in script.LEFT)


def test_no_compiled_module_holds_a_structure_that_reads_its_annotations(script: ModuleType) -> None:
    for name in script.hot_modules(PACKAGE):
        for node in ast.walk(ast.parse((PACKAGE.parent / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                assert not any("Struct" in ast.unparse(base) for base in node.bases), f"{name}: {node.name}"


def test_a_working_tree_is_refused(script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "src" / "tree"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (tmp_path / "pyproject.toml").write_text("")
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.setattr(script, "find_spec", lambda _: sys.modules["importlib.util"].find_spec("tree"))
    with pytest.raises(SystemExit, match="working tree"):
        script.installed_package()


def test_a_compiler_that_fails_is_told_and_changes_nothing(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    package = tmp_path / "small"
    (package / "coding").mkdir(parents=True)
    (package / "coding" / "words.py").write_text("x = 1\n")
    monkeypatch.setattr(script, "SETUP", "raise SystemExit('no compiler for ' + ' '.join({modules!r}))")
    monkeypatch.setattr(script, "installed_package", lambda: package)
    script.main()
    assert "no compiler for small/coding/words.py" in capsys.readouterr().out
    assert [p.name for p in package.rglob("*") if p.is_file()] == ["words.py"]


@pytest.mark.parametrize(("linker", "said"), [(None, "does not say"), ("no-such-compiler -shared", "no C compiler: no-such-compiler"), ("false", "the compiler failed")])
def test_loops_that_cannot_be_compiled_are_left_out_with_a_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, linker: str | None, said: str) -> None:
    build_kernel = loaded(SCRIPT.with_name("build_kernel.py"))
    monkeypatch.setattr(build_kernel, "target", lambda: tmp_path / "_kernel.so")
    monkeypatch.setattr(build_kernel.sysconfig, "get_config_var", lambda _: linker)
    with pytest.raises(build_kernel.NotCompiled, match=said):
        build_kernel.build()
    assert not list(tmp_path.iterdir())
