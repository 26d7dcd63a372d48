"""Word and PDF files. The PDF fixtures were made by Chromium, fpdf2 and ReportLab from one text, and by LibreOffice 7.4 from another, justified one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import docx
import pytest

from rasd.reading.documents.glyphs import right_brackets
from rasd.reading.items import ReadFault, ReadReport, read_source

CORPUS = Path(__file__).parents[2] / "corpus"
DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
LINES = [
    "مقتل 14 شخصاً في قصف على ريف إدلب",
    "قُتل 14 شخصاً، بينهم 3 أطفال، في قصف مدفعي على بلدة سراقب بريف إدلب يوم 5 آذار/مارس 2023، وفق ما قال الدفاع المدني (الخوذ البيضاء).",
    "وأضاف أن 25% من المصابين في حالة خطرة، وأن منظمة MSF الدولية أرسلت 2.5 طن من المواد الطبية إلى لا أقل من 7 مشافٍ.",
    "وقال «أبو محمد»: الله يرحمهم جميعاً؛ لا إله إلا الله.",
]
WITHOUT_MARKS = str.maketrans("", "", "ًٌٍَُِّْ")


def one(path: Path) -> ReadReport:
    (item,) = read_source(str(path))
    assert isinstance(item, ReadReport), item.error
    assert list(read_source(item.address, content=item.content, media_type=item.media_type)) == [item]
    return item


@pytest.mark.parametrize("maker", ["chromium", "fpdf2"])
def test_a_pdf_is_read_from_right_to_left(maker: str) -> None:
    report = one(DOCUMENTS / f"{maker}.pdf").report
    assert report.text.split("\n\n") == LINES and report.title == LINES[0]


def _founding_article() -> list[str]:
    (row,) = (CORPUS / "seed.jsonl").read_text(encoding="utf-8").splitlines()
    return [" ".join(line.split()) for line in json.loads(row)["text"].splitlines() if line.strip()]


def test_a_justified_pdf_of_two_pages_keeps_every_paragraph() -> None:
    assert one(DOCUMENTS / "chromium-two-pages.pdf").report.text.split("\n\n") == _founding_article()


def test_a_justified_pdf_of_a_word_processor_keeps_words_whole() -> None:
    """LibreOffice stretches words with strokes that stand for no letter, and turns a bracket beside Latin words alone."""
    report = one(DOCUMENTS / "libreoffice.pdf").report
    assert report.text.split("\n\n") == [
        "قصف مدفعي يوقع قتلى في ريف إدلب الجنوبي",
        "قُتل ثلاثة مدنيين وأصيب سبعة آخرون، بينهم طفلان (6 و9 سنوات)، في قصف مدفعي استهدف بلدة كفرنبل صباح الأحد 5 آذار/مارس 2023، بحسب ما أفاد الدفاع المدني.",
        "وقال المتحدث باسم الدفاع المدني لوكالة «مرصد الشمال» إن القصف تركز على الحي الشرقي من البلدة، وإن أكثر من 12 قذيفة سقطت خلال نصف ساعة؛ وأضاف أن فرق الإسعاف نقلت المصابين إلى مشفى مدينة إدلب، وأن حالة اثنين منهم حرجة.",
        "ردود وبيانات",
        "نفت وزارة الدفاع استهداف مدنيين، وقالت في بيان نشرته على موقعها (mod.example) إن قواتها «ردّت على مصادر نيران» قرب الطريق الدولي M4، فيما طالبت 15 منظمة محلية بفتح تحقيق مستقل.",
        "ويأتي القصف بعد يومين من هجوم بطائرة مسيّرة أسفر عن مقتل 4 عناصر من قوات النظام في محور سراقب، وفق ناشطين.",
    ]
    assert report.title == "قصف مدفعي يوقع قتلى في ريف إدلب الجنوبي"


def test_a_pdf_of_two_columns_keeps_every_word_in_order() -> None:
    """A heading that fills the foot of a column is joined to what follows in the next."""
    text = one(DOCUMENTS / "chromium-columns.pdf").report.text
    assert text.split() == " ".join(_founding_article()).split() and len(text.split("\n\n")) >= 23


def test_a_pdf_with_letters_as_shapes_in_visual_order() -> None:
    """Such files hold no vowel marks, and this one's typeface has no glyph for one name, which is lost."""
    found = one(DOCUMENTS / "reportlab.pdf").report.text.split("\n\n")
    assert found[:3] == [line.translate(WITHOUT_MARKS) for line in LINES[:3]]


@pytest.mark.parametrize(
    "line", ["قال (أحمد) إن «القصف» [أمس] وقع", "(أ) و(ب)"]
)
def test_brackets_are_turned_only_where_they_are_wrong(line: str) -> None:
    turned = line.translate(str.maketrans("()[]«»", ")(][»«"))
    assert right_brackets([line]) == [line]
    assert right_brackets([turned]) == [line]


@pytest.mark.parametrize(("line", "right"), [
    ("نشر موقع (mod.example( بيانًا", "نشر موقع (mod.example) بيانًا"), ("1) قصف 2) نزوح", "1) قصف 2) نزوح"), ("(أ) ثم (ب", "(أ) ثم (ب"),
])  # fmt: skip
def test_a_bracket_that_was_turned_alone_is_turned_back(line: str, right: str) -> None:
    assert right_brackets([line]) == [right]


def test_a_word_file(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.author = "سمير"
    document.add_heading("قصف على سراقب يوقع قتلى", 0)
    document.add_paragraph("إدلب، 5 آذار/مارس 2023")
    document.add_paragraph("قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس.")
    document.add_heading("نزوح", 1)
    document.add_paragraph("دخان فوق البلدة", style="Caption")
    table = document.add_table(2, 2)
    for n, words in enumerate(["المنطقة", "القتلى", "سراقب", "3"]):
        table.cell(n // 2, n % 2).text = words
    document.save(str(tmp_path / "a.docx"))
    item = one(tmp_path / "a.docx")
    assert item.report.text.split("\n\n") == [
        "قصف على سراقب يوقع قتلى", "إدلب، 5 آذار/مارس 2023", "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس.",
        "نزوح", "صورة: دخان فوق البلدة", "المنطقة | القتلى", "سراقب | 3",
    ]  # fmt: skip
    assert (item.report.title, item.report.published, item.author) == ("قصف على سراقب يوقع قتلى", date(2023, 3, 5), "سمير")


def test_a_pdf_of_pictures_says_so(tmp_path: Path) -> None:
    from fpdf import FPDF

    file = FPDF()
    file.add_page()
    file.rect(10, 10, 50, 50)
    file.output(str(tmp_path / "a.pdf"))
    (fault,) = read_source(str(tmp_path / "a.pdf"))
    assert isinstance(fault, ReadFault) and "no text, only pictures" in str(fault.error) and fault.content
