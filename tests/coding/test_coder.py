import os
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasd.coding.coder import Coder
from rasd.evaluation.check import faults_of_event
from rasd.evaluation.corpus import load
from rasd.report import Report

DAY = date(2024, 5, 6)


def code(coder: Coder, text: str):  # type: ignore[no-untyped-def]
    return coder.code(Report(id="t", text=text, published=DAY))


def test_every_value_of_every_record_rests_on_its_words(coder: Coder) -> None:
    for item in load()[::4]:
        for event in coder.code(item.report):
            assert list(faults_of_event(item.report, event)) == []
            sides = [{a.id for a in side} for side in (event.initiators, event.targets)]
            assert not sides[0] & sides[1] or (event.event_type == "clash" and sides[0] == sides[1])


def test_the_same_report_gives_the_same_records(coder: Coder) -> None:
    report = load("iraq")[0].report
    assert coder.code(report) == Coder(coder.codebook, coder.gazetteer).code(report)


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("اعتقلت قوات الأمن خمسة أشخاص في مدينة الرقة صباح اليوم.", "arrest"),
        ("شنت طائرات حربية روسية ثلاث غارات على أطراف بلدة كنصفرة.", "air_strike"),
        ("انفجرت عبوة ناسفة بسيارة في بلدة نوى وأصيب سائقها.", "bombing"),
        ("خرج عشرات الأهالي في مظاهرة وسط مدينة طفس.", "protest"),
        ("اندلعت اشتباكات عنيفة بين قوات الدعم السريع والجيش السوداني في الفاشر.", "clash"),
        ("اختطف مسلحون مجهولون طبيباً في مدينة جبلة.", "abduction"),
        ("اغتال مجهولون قيادياً في حركة فتح بمخيم عين الحلوة.", "assassination"),
        ("نزحت عشرات العائلات من قرية تل تمر نحو الحسكة.", "displacement"),
    ],
)
def test_plain_sentences(coder: Coder, text: str, event_type: str) -> None:
    assert [e.event_type for e in code(coder, text)] == [event_type]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n",
        "hello world",
        "اقرأ أيضاً: مقتل خمسة في قصف على حلب",
        "فاز الفريق على ضيفه بهدفين في مباراة الدوري.",
        "١٢٣",
        "\x00\x00",
    ],
)
def test_nothing_to_code(coder: Coder, text: str) -> None:
    assert code(coder, text) == ()


def test_ten_thousand_places_in_one_sentence(coder: Coder) -> None:
    code(coder, "قصف الطيران " + "، ".join(["حلب", "إدلب", "حماة", "قرية الزر"] * 2500))


def test_one_long_line(coder: Coder) -> None:
    code(coder, "قتل خمسة مدنيين في قصف على حلب و" * 3000)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ابتقلمنوهيصفرد ة،.:؟!\n\"«»()0123456789٠١٢٣ًَّـ\u200f\x00🔴-/#", max_size=300))
def test_any_text_is_coded(coder: Coder, text: str) -> None:
    report = Report(id="t", text=text, published=DAY)
    for event in coder.code(report):
        assert list(faults_of_event(report, event)) == []


def test_records_fit_the_contract(coder: Coder, shared) -> None:  # type: ignore[no-untyped-def]
    import json

    import msgspec
    from jsonschema import Draft202012Validator

    schema = json.loads((shared / "contract" / "event.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    for item in load("sudan"):
        for event in coder.code(item.report):
            validator.validate(json.loads(msgspec.json.encode(event)))


def test_mentions_and_explanations_point_at_words(coder: Coder) -> None:
    report = next(item.report for item in load("syria") if item.events)
    mentions = list(coder.mentions(report))
    assert {"place", "actor", "trigger", "date"} <= {m.kind for m in mentions}
    assert all(report.text[m.span[0] : m.span[1]] == m.text for m in mentions)
    assert any("rule" in line for line in coder.explain(report))


def test_every_process_gives_the_same_records() -> None:
    code = (
        "import sys, msgspec; from rasd.coding.coder import Coder; from rasd.evaluation.corpus import load; coder = Coder();"
        "sys.stdout.buffer.write(msgspec.json.encode([coder.code(g.report) for g in load('own/agency')]))"
    )
    given = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    ]
    assert given[0].stdout == given[1].stdout
