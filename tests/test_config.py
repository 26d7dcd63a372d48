from pathlib import Path

import pytest

from rasd.config import load_settings
from rasd.errors import SettingsError


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "config.toml"
    monkeypatch.setenv("RASD_CONFIG", str(found))
    return found


def test_the_environment_overrides_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('database = "a.sqlite"\njobs = 2\ngazetteer = ["x.tsv"]\n', encoding="utf-8")
    monkeypatch.setenv("RASD_JOBS", "3")
    settings, origins = load_settings()
    assert (settings.database, settings.jobs, settings.gazetteer, settings.watch_every) == ("a.sqlite", 3, (Path("x.tsv"),), 900)
    assert origins == {"database": str(file), "jobs": "RASD_JOBS", "gazetteer": str(file)}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("colour = 1", "'colour' is no setting; settings are database"),
        ("jobs = 'two'", "int"),
        ("jobs = 0", "at least 1"),
        ("jobs = [", "is not TOML"),
        ("database = 3", "str"),
    ],
)
def test_wrong_settings_are_said_with_their_file(file: Path, content: str, sentence: str) -> None:
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=sentence) as found:
        load_settings()
    assert str(file) in str(found.value)


def test_a_file_that_is_named_must_be_there(file: Path) -> None:
    with pytest.raises(SettingsError, match="RASD_CONFIG names it"):
        load_settings()
