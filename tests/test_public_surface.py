import subprocess
import sys

import pytest

import rasd


def test_the_public_names_are_these() -> None:
    assert rasd.__all__ == ["Coder", "Event", "RasdError", "Report", "code"]
    for name in rasd.__all__:
        assert getattr(rasd, name)


def test_a_sentence_becomes_a_record() -> None:
    text = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس."
    (event,) = rasd.code(text, published="2023-03-05")
    assert event.event_type == "shelling"
    assert event.toll.killed.low == event.toll.killed.high == 3
    assert [text[p.span[0] : p.span[1]] for p in event.places] == ["سراقب"]
    assert event.date.start.isoformat() == "2023-03-04"


def test_a_wrong_day_is_said() -> None:
    with pytest.raises(rasd.RasdError, match="no date"):
        rasd.code("نص", published="yesterday")


def test_importing_loads_no_data() -> None:
    code = "import sys, rasd; sys.exit('rasd.coding' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
