"""`rasd brief`: what happened in a period, as one page to read or print."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from rasd.cli import selecting
from rasd.cli.export import Names, written
from rasd.cli.inputs import CodebookFolder, Complaints, Output
from rasd.cli.storing import Db


class Language(StrEnum):
    """The languages of a brief."""

    AR = "ar"
    EN = "en"


def brief(
    inputs: selecting.Records = None,
    first: selecting.First = None,
    last: selecting.Last = None,
    language: Annotated[Language, typer.Option(help="Language of the page.")] = Language.AR,
    reports: selecting.Reports = None,
    country: selecting.Countries = None,
    place: selecting.Places = None,
    type: selecting.Types = None,
    actor: selecting.Actors = None,
    status: selecting.Statuses = None,
    judgement: selecting.Judgements = None,
    confidence: selecting.Confidence = None,
    names: Annotated[Names, typer.Option(help="Names of private people; officials stay.")] = Names.REDACT,
    codebook: CodebookFolder = None,
    incidents: selecting.Incidents = False,
    output: Output = None,
    db: Db = None,
) -> None:
    """Write a brief of a period as an HTML page: tolls, types, places, map, timeline, the gravest acts, what is disputed."""
    from rasd.codebook import Codebook
    from rasd.exports import World, without_names
    from rasd.exports.brief import summarise
    from rasd.exports.brief_page import page

    complaints = Complaints()
    wanted = selecting.chosen(first, last, country, place, type, actor, status, judgement, confidence)
    book = Codebook.load(codebook)
    selecting.checked(wanted, book)
    with selecting.source(inputs, reports, db, incidents, wanted, complaints) as source:
        found = summarise(without_names(source, names.value), World(book), language.value)
    text = page(found, wanted.first_day, wanted.last_day, names_left_out=names != Names.KEEP)
    with written(output) as out:
        out.write(text.encode())
    raise typer.Exit(1 if complaints.count else 0)
