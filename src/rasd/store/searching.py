"""Full-text search over folded words: SQLite's FTS5, PostgreSQL's tsvector."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Text, bindparam, func, select, text
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
        matches, rank = self._sqlite(asked) if self.is_sqlite else _postgresql(asked)
        found = select(*ROW, r.c.text).where(matches, *report_conditions(wanted or ReportFilter()))
        with self.reading() as connection:
            total = connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()
            ordered = found.order_by(rank, r.c.number.desc()) if order is None else in_order(found, order, descending)
            rows = connection.execute(ordered.limit(limit).offset(offset)).all()
        hits = []
        for row in rows:
            spans = places(row.text, asked)
            hits.append(Hit(report_row(row), spans, excerpt(row.text, spans)))
        return Page(tuple(hits), total)

    def _sqlite(self, asked: Sequence[Term]) -> tuple[ColumnElement[bool], ColumnElement[float]]:
        match = " AND ".join(_fts5(term) for term in asked)
        found = text("SELECT rowid FROM report_search WHERE report_search MATCH :match").bindparams(match=match)
        rank = text(
            "(SELECT bm25(report_search) FROM report_search WHERE report_search MATCH :match AND rowid = reports.number)"
        ).bindparams(match=match)
        return tables.reports.c.number.in_(found.columns(tables.reports.c.number)), rank  # type: ignore[return-value]


def _fts5(term: Term) -> str:
    if term.phrase:
        return 'words : "' + " ".join(term.words) + '"'
    (word,) = term.words
    forms = " OR ".join(f'"{form}"' for form in stems(word))
    return f'("{word}" * OR {forms})' if term.beginning else f"({forms})"


def _postgresql(asked: Sequence[Term]) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    conditions = [_tsquery(n, term) for n, term in enumerate(asked)]
    words = bindparam("ranked", " | ".join(_plain.sub(" ", w) for t in asked for w in t.words), Text)
    rank = -func.ts_rank(text("words_search"), func.to_tsquery("simple", words))
    combined: ColumnElement[bool] = conditions[0]
    for condition in conditions[1:]:
        combined = combined & condition
    return combined, rank


def _tsquery(n: int, term: Term) -> ColumnElement[bool]:
    if term.phrase:
        return text(f"words_search @@ phraseto_tsquery('simple', :t{n})").bindparams(**{f"t{n}": " ".join(term.words)})  # type: ignore[return-value]
    (word,) = term.words
    query = f"{word}:*" if term.beginning else " | ".join(stems(word))
    return text(f"(words_search @@ to_tsquery('simple', :t{n}) OR stems_search @@ to_tsquery('simple', :t{n}))").bindparams(  # type: ignore[return-value]
        **{f"t{n}": query}
    )
