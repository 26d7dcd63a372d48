"""Faults of a user's folder: each found, with file and line, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasd.codebook import Codebook
from rasd.errors import CodebookError

_TRIGGER = '[[trigger]]\nform = "verb"\nframe = "strike"\nwords = ["زخّ يزخّ"]\n'


def _faults(folder: Path) -> list[str]:
    with pytest.raises(CodebookError) as caught:
        Codebook.load(folder)
    return [fault.removeprefix(f"{folder}/") for fault in caught.value.faults]


def _type(folder: Path, old: str, new: str) -> None:
    path = folder / "types" / "shelling.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('frame = "strike"', 'frame = "strik"', 'types/shelling.toml:4: unknown frame "strik"'),
        ('form = "verb"', 'form = "verbs"', 'types/shelling.toml:4: form "verbs" is none of'),
        ("words =", "wrods =", 'types/shelling.toml:4: unknown key "wrods"'),
        ("زخّ يزخّ", "زخّ يضرب", 'types/shelling.toml:7: "زخّ يضرب": past and present differ'),
        ("زخّ يزخّ", "زخّ", 'types/shelling.toml:7: "زخّ": a verb is written as'),
        ("زخّ يزخّ", "زخّ يزخّ +", 'types/shelling.toml:7: "زخّ يزخّ +": nothing after "+"'),
        ("words", 'with = ["@weapon.canon"]\nwords', 'types/shelling.toml:7: unknown class "@weapon.canon"'),
        ("زخّ يزخّ", "اغتال يغتال", 'types/shelling.toml:7: "اغتال يغتال" is claimed by "assassination" too'),
        ('id = "shelling"', 'id = "shell"', 'types/shelling.toml:1: unknown event type "shell"'),
        ("[[trigger]]", "[[trigger]", "types/shelling.toml:4: not valid TOML"),
        ("words", 'status = "hoped"\nwords', 'types/shelling.toml:4: unknown status "hoped"'),
    ],
)
def test_faults_of_a_type(own: Path, old: str, new: str, fault: str) -> None:
    _type(own, old, new)
    assert any(found.startswith(fault) for found in _faults(own)), _faults(own)


@pytest.mark.parametrize(
    ("file", "line", "fault"),
    [
        ("lexicon/weapons.tsv", "مدفع\tcanon\tgun", 'lexicon/weapons.tsv:3: class "canon" is none of'),
        ("lexicon/weapons.tsv", "مدفع", "lexicon/weapons.tsv:3: 1 columns, 3 expected"),
        ("lexicon/weapons.tsv", "م\tartillery\tgun", 'lexicon/weapons.tsv:3: "م": a form needs two letters'),
        ("lexicon/weapons.tsv", "مدفع-آلي\tartillery\tgun", 'lexicon/weapons.tsv:3: "مدفع-آلي": "مدفع-آلي" is not one'),
        ("actor_names.tsv", "hill_gard\tفوج التل\t\t\t\t", 'actor_names.tsv:3: unknown actor "hill_gard"'),
        ("actor_names.tsv", "hezbollah\tحرس التل\t\t\t\t", 'actor_names.tsv:3: "حرس التل" names "hill_guard" at the'),
    ],
)
def test_faults_of_a_table(own: Path, file: str, line: str, fault: str) -> None:
    path = own / file
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    assert any(found.startswith(fault) for found in _faults(own)), _faults(own)


def test_names_of_different_times_do_not_clash(own: Path) -> None:
    path = own / "actor_names.tsv"
    path.write_text(path.read_text(encoding="utf-8") + "hezbollah\tحرس التل\t\t2014\t\t\n", encoding="utf-8")
    assert Codebook.load(own)


def test_all_faults_come_at_once_in_order(own: Path) -> None:
    _type(own, _TRIGGER, _TRIGGER.replace("strike", "strik") + _TRIGGER.replace('"verb"', '"verbs"'))
    (own / "lexicon" / "weapons.tsv").write_text("wrods\tclass\tlabel_en\n", encoding="utf-8")
    found = _faults(own)
    assert [fault.split(":")[0] for fault in found] == ["lexicon/weapons.tsv", *["types/shelling.toml"] * 2]
    assert found[0].endswith("the header must be: words | class | label_en")
