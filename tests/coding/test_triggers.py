"""Which words of a sentence may tell of an act, and of what type."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.coding.coder import Coder
from rasd.report import Report


def types(coder: Coder, text: str) -> dict[str, set[str]]:
    """Types that each trigger's own readings may tell of, by the trigger's words."""
    scan = coder.scan(Report(id="t", text=text, published=date(2024, 5, 1)))
    return {scan.text(t.first, t.last): {r.event_type for r in t.types if not r.also} for t in scan.triggers}


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("خلال لقائه وجهاء البلدة عصر اليوم.", "talks"),
        ("بعد استيلائهم على القرية بيوم.", "territory_taken"),
        ("جرى إجلاؤهم من المخيم أمس.", "displacement"),
        ("أُطلقوا جميعا قبل ظهر اليوم التالي، كما قال محام عن الجيش.", "release"),
        ("ثم خلّوا سبيلهم صباح أمس.", "release"),
        ("صارت المخافر في أيدي اللجان.", "territory_taken"),
        ("أعادت القوات انتشارها خارج المدينة.", "withdrawal"),
        ("كان الحارس يضربني بسلك كهرباء.", "torture"),
        ("نفى الناطق ضرب معسكر الفرقة بالصواريخ.", "shelling"),
        ("استقبل رئيس الإقليم سفير الدولة المجاورة.", "talks"),
        ("أنزلت سفينتان عتادا في الميناء.", "deployment"),
        ("سلّما نفسيهما إلى الحاجز.", "surrender"),
        ("رمي صناديق طعام على الحي.", "aid"),
        ("أُعلن خليفة يوم الأحد.", "group_change"),
        ("طيران النظام عم بيقصف البلدة.", "shelling"),
        ("وبيقصفو الحي من الصبح.", "shelling"),
    ],
)
def test_the_type_is_among_the_readings(coder: Coder, text: str, event_type: str) -> None:
    assert any(event_type in found for found in types(coder, text).values())


def test_what_a_court_found_proven_is_a_trigger_of_its_own(coder: Coder) -> None:
    found = types(coder, "أدانتهما المحكمة بقتل شرطي.")
    assert "prosecution" in found["أدانتهما المحكمة"]
    assert "killing" in found["بقتل"]
