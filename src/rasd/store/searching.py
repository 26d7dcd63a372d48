"""Full-text search over folded words: SQLite's FTS5, PostgreSQL's tsvector."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Float, Integer, Select, Text, bindparam, column, func, select, text
from sqlalchemy.sql import ColumnElement

from rasd.store import tables
from rasd.store.looking import ROW, Looking, ReportFilter, ReportOrder, in_order, report_conditions, report_row
from rasd.store.model import Hit, Page
from rasd.store.words import Term, excerpt, places, stems, terms

_plain = re.compile(r"[^\w]+")


class Searching(Looking):
    """The part of the store that finds words."""

    def search(
        self, query: str, wanted: ReportFilter | None = None, *, order: ReportOrder | None = None, descending: bool = True,
        limit: int = 20, offset: int = 0,
    ) -> Page[Hit]:  # fmt: skip
        """Reports that hold all words of a query, the best first unless another order is wanted.

        A word is found under any leading clitics (و ف ب ل ك س, ال) and spelling (diacritics, hamza, digits);
        "words in quotes" in this order; a beginning with a star (قصف*). Nothing to look for finds nothing.
        """
        asked = terms(query)
        if not asked:
            return Page((), 0)
        r = tables.reports
        matching, rank = _sqlite(asked) if self.is_sqlite else _postgresql(asked)
        found = matching.where(*report_conditions(wanted or ReportFilter()))
        ordered = found.order_by(rank, r.c.number.desc()) if order is None else in_order(found, order, descending)
        with self.reading() as connection:
            total = connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()
            numbers = connection.execute(ordered.limit(limit).offset(offset)).scalars().all()
            read = connection.execute(select(*ROW, r.c.text).where(r.c.number.in_(numbers)))  # texts only of what is shown
            rows = sorted(read, key=lambda row: numbers.index(row.number))
        hits = []
        for row in rows:
            spans = places(row.text, asked)
            hits.append(Hit(report_row(row), spans, excerpt(row.text, spans)))
        return Page(tuple(hits), total)


def _sqlite(asked: Sequence[Term]) -> tuple[Select[Any], ColumnElement[float]]:
    """The numbers of the reports that hold the terms, and how well they do."""
    match = " AND ".join(_fts5(term) for term in asked)
    query = text("SELECT rowid AS number, rank FROM report_search WHERE report_search MATCH :match").bindparams(match=match)
    hits = query.columns(column("number", Integer), column("rank", Float)).subquery("hits")
    r = tables.reports
    return select(r.c.number).join_from(r, hits, hits.c.number == r.c.number), hits.c.rank


def _fts5(term: Term) -> str:
    if term.phrase:
        return 'words : "' + " ".join(term.words) + '"'
    (word,) = term.words
    forms = " OR ".join(f'"{form}"' for form in stems(word))
    return f'("{word}" * OR {forms})' if term.beginning else f"({forms})"


def _postgresql(asked: Sequence[Term]) -> tuple[Select[Any], ColumnElement[float]]:
    """The same with tsvector."""
    conditions = [_tsquery(n, term) for n, term in enumerate(asked)]
    words = bindparam("ranked", " | ".join(_plain.sub(" ", w) for t in asked for w in t.words), Text)
    rank = -func.ts_rank(text("words_search"), func.to_tsquery("simple", words))
    combined: ColumnElement[bool] = conditions[0]
    for condition in conditions[1:]:
        combined = combined & condition
    return select(tables.reports.c.number).where(combined), rank


def _tsquery(n: int, term: Term) -> ColumnElement[bool]:
    if term.phrase:
        return text(f"words_search @@ phraseto_tsquery('simple', :t{n})").bindparams(**{f"t{n}": " ".join(term.words)})  # type: ignore[return-value]
    (word,) = term.words
    query = f"{word}:*" if term.beginning else " | ".join(stems(word))
    return text(f"(words_search @@ to_tsquery('simple', :t{n}) OR stems_search @@ to_tsquery('simple', :t{n}))").bindparams(  # type: ignore[return-value]
        **{f"t{n}": query}
    )
