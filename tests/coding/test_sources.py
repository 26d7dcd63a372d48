"""Who is named as saying so, in sentences of the tests' own."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.coding.coder import Coder
from rasd.report import Report


def sources(coder: Coder, text: str) -> list[str]:
    scan = coder.scan(Report(id="s", text=text, published=date(2024, 5, 6)))
    return [scan.text(s.first, s.last) for s in scan.sources]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أكد مصدر في قيادة العمليات مقتل شخص.", "مصدر في قيادة العمليات"),
        ("قال والي هكاري إن شخصين قتلا.", "والي هكاري"),
        ("أبلغ أربعة من سكان القرية المنظمة بأن المقاتلين قتلوا شخصا.", "أربعة من سكان القرية المنظمة"),
        ("تحدثت عشر نساء عن اعتداءات.", "عشر نساء"),
        ("قتل ستة في حصيلة جديدة لوزارة الصحة.", "لوزارة الصحة"),
        ("قتل ستة في رواية الأهالي.", "الأهالي"),
        ("قتل شخص على لسان متحدث عسكري.", "متحدث عسكري"),
        ("وأظهرت مقاطع مصورة مقتل جندي.", "مقاطع مصورة"),
        ("لجان مقاومة الحي / بيان\n\nقتل شخصان في قصف على السوق، وأصيب خمسة آخرون بجروح خطرة.", "لجان مقاومة الحي"),
    ],
)
def test_the_speaker_is_found(coder: Coder, text: str, expected: str) -> None:
    assert expected in sources(coder, text)


def test_a_count_without_a_speaker_has_no_source(coder: Coder) -> None:
    assert sources(coder, "قتل ستة في حصيلة هي الأعلى منذ شهر.") == []


def test_what_stands_behind_a_preposition_does_not_speak(coder: Coder) -> None:
    assert sources(coder, "انفجر لغم بعربة عسكرية لقوات النظام على الطريق بين قريتين.") == []


@pytest.mark.parametrize(
    ("headline", "speakers"),
    [
        ("وزارة الدفاع: مقتل أربعة من المسلحين في كمين", ["وزارة الدفاع"]),
        ("عاجل | وزارة الدفاع: مقتل أربعة من المسلحين في كمين", ["وزارة الدفاع"]),
        ("مقتل قيادي في الجيش: من أطلق النار؟", []),
        ("يوميات الجيش: شتاء آخر", []),
    ],
)
def test_a_headline_before_a_colon_speaks_only_where_it_names_a_speaker(coder: Coder, headline: str, speakers: list[str]) -> None:
    assert sources(coder, f"{headline}\n\nقتل أربعة مسلحين أمس في كمين نصب قرب القرية، وأصيب اثنان آخران.") == speakers


def test_who_is_accused_does_not_speak(coder: Coder) -> None:
    assert sources(coder, "اجتمعت اللجنة أمس، واتهمت الأجهزة الأمنية بالتصعيد.") == []
    assert sources(coder, "واتهمت قوات النظام بقصف السوق.") == []
    assert sources(coder, "اتهمت المنظمة الحقوقية الأجهزة الأمنية بالتصعيد.") == ["المنظمة الحقوقية"]
    assert sources(coder, "اتهم ناشطون قوات النظام بقصف السوق.") == ["ناشطون"]
    assert sources(coder, "واتهمته وزارة الداخلية بالتحريض.") == ["وزارة الداخلية"]


def test_function_words_spelled_like_verbs_of_saying_report_nothing(coder: Coder) -> None:
    assert sources(coder, "قتل ستة بين وزارة الدفاع والسوق دون سكان القرية.") == []
    assert sources(coder, "وبين مصدر طبي أن ستة قتلوا.") == ["مصدر طبي"]
    assert sources(coder, "بيّن مصدر طبي أن ستة قتلوا.") == ["مصدر طبي"]


def test_an_outlets_name_in_the_last_line_tells_nothing(coder: Coder) -> None:
    text = "قتل عنصر بنيران مجهولين في بلدة الصبحة أمس.\nالمركز الصحفي السوري"
    assert coder.scan(Report(id="x", text=text)).sources == []
    assert coder.scan(Report(id="x", text=f"{text}: خطف شابان.")).sources != []


def test_what_is_said_to_have_happened_is_no_speaker(coder: Coder) -> None:
    assert sources(coder, "وأشارت إلى أن مسيّرة إسرائيلية ألقت قنبلة على البلدة.") == []
    assert sources(coder, "المصدر أشار إلى أن الجيش قصف البلدة.") == ["المصدر"]
