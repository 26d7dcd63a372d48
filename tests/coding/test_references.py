"""Groups and places that a noun stands for."""

from datetime import date

from rasd.coding.coder import Coder
from rasd.coding.mentions import Scan
from rasd.report import Report


def scan(coder: Coder, text: str) -> Scan:
    return coder.scan(Report(id="t", text=text, published=date(2024, 5, 6)))


def test_the_organisation_is_the_one_named_before(coder: Coder) -> None:
    found = scan(coder, "هاجم داعش نقطة عسكرية شرق السخنة. وقال بيان إن مسلحي التنظيم انسحبوا بعد ساعة.")
    late = [a for a in found.actors if found.sentence_of[a.first] == 1]
    assert "isis" in {a.id for a in late}


def test_a_camp_meant_again_rests_on_its_name(coder: Coder) -> None:
    found = scan(coder, "دخلت قوة إلى مخيم الهول فجر اليوم. واعتقلت القوة رجلين في المخيم نفسه.")
    again = next(p for p in found.places if p.refers is not None)
    start, end = found.place_span(again)
    assert found.report.text[start:end] == "مخيم الهول"


def test_a_noun_that_nothing_was_named_by_is_no_place(coder: Coder) -> None:
    assert not scan(coder, "أغلق الأهالي الطريق احتجاجا.").places


def test_a_quarter_keeps_a_name_that_is_a_groups_elsewhere(coder: Coder) -> None:
    assert "حي الكرامة" in {
        found.text(p.first, p.last) for found in [scan(coder, "انفجرت عبوة في حي الكرامة صباحا.")] for p in found.places
    }
