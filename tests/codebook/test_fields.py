"""Fields of meaning: words by their field, unknown forms by their light stem, faults of a user's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasd.codebook import Codebook
from rasd.codebook.fields import Fields, fields_by_stem, light_stem
from rasd.errors import CodebookError


@pytest.mark.parametrize(
    ("word", "stem"),
    [("المزارعين", "مزارع"), ("ومحاصيلهم", "محاصيل"), ("بمزارعهم", "مزارع"), ("لحم", "لحم"), ("وال", "وال"), ("ا", "ا")],
)
def test_light_stem_keeps_three_letters(word: str, stem: str) -> None:
    assert light_stem(word) == stem


def test_a_form_that_is_not_listed_has_the_field_of_its_stem() -> None:
    words = {"محصول": "crop_food", "محصولات": "crop_food", "سفينه": "ship"}
    fields = Fields(words, fields_by_stem(words))
    assert fields.of(["محصول", "محصولهم", "سفينتان", "زنفر"]) == ["crop_food", "crop_food", "", ""]
    assert fields.of(["السفينه"]) == ["ship"]


def test_the_field_of_most_words_of_a_stem_counts() -> None:
    assert fields_by_stem({"حقول": "farm_land", "حقولها": "farm_land", "حقولا": "energy_oil"}) == {"حقول": "farm_land"}


def test_the_built_in_table_knows_words_of_many_fields() -> None:
    fields = Codebook.load().fields
    assert fields.of(["قمح", "طبيب", "مدرسه"]) == ["crop_food", "occupation", "school"]


def test_a_users_words_are_added_and_wrong_ones_are_faults(tmp_path: Path) -> None:
    table = tmp_path / "fields.tsv"
    table.write_text("field\twords\nship\tزنفورة قمح\n", encoding="utf-8")
    assert Codebook.load(tmp_path).fields.of(["زنفوره", "قمح"]) == ["ship", "ship"]
    table.write_text("field\twords\nboats\tزنفورة\nship\tمركبة\nanimal\tمركبه\n", encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        Codebook.load(tmp_path)
    assert [f.removeprefix(f"{tmp_path}/") for f in caught.value.faults] == [
        'fields.tsv:2: unknown field "boats"',
        f'fields.tsv:4: "مركبه" is in field "ship" already ({table}:3)',
    ]
