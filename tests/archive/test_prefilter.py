"""The prefilter: nothing that tells of an act is passed over, and much of general news is."""

import json
from pathlib import Path

from rasd.archive.prefilter import Prefilter
from rasd.codebook import Codebook

ROOT = Path(__file__).resolve().parents[2]
RECALL, KEPT = 0.995, 0.6
"""Least recall on the corpus, and most of general news that may be kept."""


def test_recall_on_the_corpus_and_what_is_passed_over() -> None:
    prefilter = Prefilter(Codebook.load())
    files = [*sorted((ROOT / "corpus").glob("*.jsonl")), *sorted((ROOT / "corpus/own").glob("*.jsonl"))]
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    telling = [row["text"] for row in rows if row.get("events")]
    news = [json.loads(line)["text"] for line in (ROOT / "tests/data/archive/general_news.jsonl").read_text("utf-8").splitlines()]
    recall = sum(map(prefilter.keeps, telling)) / len(telling)
    kept = sum(map(prefilter.keeps, news)) / len(news)
    assert len(telling) > 1_000 and recall >= RECALL, recall
    assert kept <= KEPT, kept
