"""Which words of a report name a place."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.coding.coder import Coder
from rasd.report import Report


def places(coder: Coder, text: str) -> list[str]:
    report = Report(id="x", text=text, published=date(2024, 5, 1))
    scan = coder.scan(report)
    return [text[slice(*scan.place_span(p))] for p in scan.places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هرب ثلاثة موقوفين من السجن المركزي ليلا.", "السجن المركزي"),
        ("اقتحمت القوة الحي الغربي وانسحبت منه.", "الحي الغربي"),
        ("تجمع العمال أمام مبنى وزارة المالية صباحا.", "مبنى وزارة المالية"),
        ("سقطت قذيفتان في حي المطار.", "حي المطار"),
        ("انفجرت عبوة في كلية الزراعة.", "كلية الزراعة"),
        ("سحبت الدولة ألف جندي من شمال سوريا.", "سوريا"),
        ("عبرت العائلات إلى تشاد مساء أمس.", "تشاد"),
        ("وصل الرتل إلى بلدة الشيخ زعرور فجرا.", "الشيخ زعرور"),
    ],
)
def test_place_nouns_with_institutions_adjectives_and_countries(coder: Coder, text: str, expected: str) -> None:
    assert any(expected in found for found in places(coder, text))


def test_lists_after_a_dual_and_a_plural_are_places_to_their_end(coder: Coder) -> None:
    assert places(coder, "دارت معارك في حيي زمهران والرسالة.") == ["حيي زمهران", "الرسالة"]
    assert places(coder, "نزح سكان قرى زنفر ودقسان والمرجانية.")[-1] == "المرجانية"


def test_a_rare_name_that_opens_a_line_is_a_place(coder: Coder) -> None:
    assert "دقسانة" in places(coder, "📍 دقسانة: اشتباكات بين سريتين.")
    assert "زنفرون" in places(coder, "انسحاب من الحاجز #زنفرون الآن")


def test_everyday_words_that_are_somewhere_a_village_are_none_without_a_sign(coder: Coder) -> None:
    assert places(coder, "أدى الخلاف بين الجارين إلى مشاجرة طويلة.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("خطف رجل من قرية تل زنفور بريف عفرين.", ["تل زنفور", "عفرين"]),
        ("قصفت طائرة قرية كر زنفو فجرا.", ["كر زنفو"]),
        ("تقدمت القوات في مدينة عين العرب بريف حلب.", ["عين العرب", "ريف حلب"]),
        ("أغلق حاجز سيدي زنفور مساء.", ["حاجز سيدي زنفور"]),
        ("انفجر لغم عند دوار بلدة المزيريب.", ["المزيريب"]),
        ("انفجر لغم في قرية كفر زنفور.", ["كفر زنفور"]),
    ],
)
def test_a_name_of_two_words_is_not_cut_after_its_first(coder: Coder, text: str, expected: list[str]) -> None:
    assert places(coder, text) == expected


def test_words_that_only_look_like_a_name_behind_and_are_none(coder: Coder) -> None:
    assert places(coder, "استقبل الوزير وفدا من المعارضة.") == []
    assert places(coder, "ردت القوات على مصدر النيران.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وأدى الحادث إلى توتر في وادي بردى.", ["وادي بردى"]),
        ("لجأت العائلات إلى المدرسة التي فتحت أبوابها.", []),
        ("عثر الأهالي على مقبرة فيها رفات قديمة.", []),
        ("تضررت المحال في جنديرس وحدها.", ["جنديرس"]),
        ("بقيت المؤن في مخازنهم وبجانب مطحنة قديمة.", []),
    ],
)
def test_verbs_relatives_pronouns_and_known_words_are_no_names(coder: Coder, text: str, expected: list[str]) -> None:
    assert places(coder, text) == expected


def test_people_that_a_part_is_of_are_no_village_of_their_name(coder: Coder) -> None:
    assert places(coder, "قتل مسلحون من الشباب جنديا في مقديشو.") == ["مقديشو"]
    assert places(coder, "خرجت الحافلات من تدمر ومن الشيخ مسكين.") == ["تدمر", "الشيخ مسكين"]


def test_a_base_that_its_soldiers_are_called_by_is_also_a_place(coder: Coder) -> None:
    assert "حميميم" in " ".join(places(coder, "لجأت العائلات إلى قاعدة حميميم الروسية غربي البلاد."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أغلق الجنود شارع 60 صباحا.", ["شارع 60"]),
        ("انفجرت عبوة في ساحة ٥٥ أمس.", ["ساحة ٥٥"]),
        ("استعادت القوة معسكر 9 تموز أمس.", ["معسكر 9 تموز"]),
        ("بلغت رسوم حاجز 900 ليرة.", []),
        ("قتل في قرية 5 مدنيين.", []),
    ],
)
def test_a_site_may_be_called_by_a_number_or_a_day(coder: Coder, text: str, expected: list[str]) -> None:
    assert places(coder, text) == expected


def test_a_town_called_by_a_place_noun_is_a_place_and_so_is_what_is_listed_behind_it(coder: Coder) -> None:
    assert places(coder, "أخلت المجموعة مقراتها في الميادين والبوكمال.") == ["الميادين", "البوكمال"]
    assert places(coder, "خرجت مظاهرات في ميادين عدة أمس.") == []


def test_a_prison_or_camp_may_bear_the_name_of_an_act_or_of_a_force(coder: Coder) -> None:
    assert places(coder, "نقل الموقوفون إلى سجن التوبة.") == ["سجن التوبة"]
    assert places(coder, "هاجم مسلحون معسكر القوات الخاصة.") == ["معسكر القوات الخاصة"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال سكان حارم إن الطريق مقطوعة.", ["حارم"]),
        ("سقط في معارك تدمر تسعة جنود.", ["تدمر"]),
        ("شنت الطائرات أربع غارات على زردنا أمس.", ["زردنا"]),
    ],
)
def test_behind_people_battles_and_strikes_an_everyday_word_is_the_place(coder: Coder, text: str, expected: list[str]) -> None:
    assert places(coder, text) == expected


def test_a_place_told_by_its_noun_is_one_where_its_name_stands_alone(coder: Coder) -> None:
    assert places(coder, "دخل الرتل قرية هيت فجرا.\n\nوغادرت مئة أسرة هيت خلال يومين.") == ["هيت", "هيت"]
    assert places(coder, "غادرت مئة أسرة خلال يومين، فما هيت الريح.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصفت الراجمات مستشفى ابن زنفور مساء.", ["مستشفى ابن زنفور"]),
        ("طوق الجنود مستشفى السبعين فجرا.", ["مستشفى السبعين"]),
        ("خنقت نازحة في خيمتها بالقطاع الخامس.", ["القطاع الخامس"]),
        ("أطلق مسلح النار عند مستديرة أبو زنفور.", ["مستديرة أبو زنفور"]),
        ("اتفق الوفدان في السويد على قوائم الأسرى.", ["السويد"]),
    ],
)
def test_hospitals_sectors_roundabouts_and_far_countries_are_places(coder: Coder, text: str, expected: list[str]) -> None:
    assert places(coder, text) == expected


@pytest.mark.parametrize(
    ("text", "contained"),
    [
        ("انفجرت عبوة في قرية الخمائل، 90 كم شرق بعقوبة صباح اليوم.", {0: (1,)}),
        ("قتل رجل في مندلي على بعد 60 كيلومترا شرق بعقوبة.", {0: (1,)}),
        ("قتل ثلاثة في تلبيسة و5 في حمص.", {}),
    ],
)
def test_a_town_that_a_distance_is_reckoned_from_is_no_place_of_the_act(coder: Coder, text: str, contained: dict[int, tuple[int, ...]]) -> None:
    assert coder.scan(Report(id="x", text=text, published=date(2024, 5, 1))).containers == contained
