"""Counts of people and what befell them, by sentences of the tests' own."""

from datetime import date

import pytest

from rasd.coding.coder import Coder
from rasd.coding.mentions import TollMention
from rasd.report import Report


def tolls(coder: Coder, text: str) -> list[TollMention]:
    return coder.scan(Report(id="t", text=text, published=date(2024, 5, 6))).tolls


@pytest.mark.parametrize(
    ("text", "field", "low", "high"),
    [
        ("قتل ثلاثة جنود في انفجار لغم قرب البلدة.", "killed", 3, 3),
        ("أصيب مقاتلان بجروح خلال الاشتباك.", "wounded", 2, 2),
        ("أسفر القصف عن سقوط 12 قتيلا و30 جريحا.", "wounded", 30, 30),
        ("أسفر القصف عن سقوط 12 قتيلا و30 جريحا.", "killed", 12, 12),
        ("اعتقلت الدورية عددا من الشبان.", "detained", 2, None),
        ("قتل ثلاثة مسلحين واستشهد ضابط برتبة رائد.", "killed", 4, 4),
        ("قتل خمسة عراقيين وثلاثة سوريين في الغارة.", "killed", 8, 8),
        ("اقتصرت الأضرار على الماديات.", "killed", 0, 0),
        ("اقتادوا الشابين إلى جهة مجهولة.", "abducted", 2, 2),
        ("مقتل جنديين في كمين.", "killed", 2, 2),
        ("فقتل شرطيان وخطف ثالث.", "killed", 2, 2),
        ("مقتل مقاتلين من الفيلق بغارة.", "killed", 2, 2),
        ("أعدم التنظيم 80 رجلا على الأقل من أبناء القرية.", "killed", 80, None),
        ("أدى القصف إلى مقتل امرأة وطفليها.", "killed", 3, 3),
        ("أوقف الحاجز سيدة ومرافقيها.", "detained", 3, 3),
        ("أصيب عشرون بحالات اختناق.", "wounded", 20, 20),
        ("قتل أربعة من رجال الشرطة وسائق.", "killed", 5, 5),
        ("انفجر اللغم فجرح عدد منهم.", "wounded", 2, None),
        ("سقطت القذيفتان من دون أن تسفرا عن خسائر بشرية.", "wounded", 0, 0),
        ("ولم تنجم عن الهجوم أي أضرار بشرية.", "killed", 0, 0),
    ],
)  # fmt: skip
def test_the_count_is_among_the_candidates(coder: Coder, text: str, field: str, low: int, high: int | None) -> None:
    assert (field, low, high) in {(t.field, t.low, t.high) for t in tolls(coder, text)}


def test_a_part_of_a_total_is_marked(coder: Coder) -> None:
    found = tolls(coder, "قتل سبعة مدنيين بينهم ثلاثة أطفال.")
    assert any(t.low == 3 and t.part for t in found)
    assert not any(t.low == 7 and t.part for t in found)


def test_numbers_of_things_are_no_counts_of_people(coder: Coder) -> None:
    assert not [t for t in tolls(coder, "قطع الرتل 40 كيلومترا.") if t.low == 40]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("قتل في المعركة أربعة من داعش وسقط اثنان من الجيش.", "two groups"),
        ("قتل أربعة من داعش ثم قتل اثنان من داعش.", "one group"),
        ("قتل أربعة صباحا وسقط اثنان مساء.", "unsaid"),
    ],
)
def test_counts_of_two_toll_words_are_also_added_up(coder: Coder, text: str, sides: str) -> None:
    assert ("killed", 6, sides) in {(t.field, t.low, t.head) for t in tolls(coder, text) if t.kind == "added"}
