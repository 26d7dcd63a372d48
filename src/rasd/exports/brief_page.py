"""A brief as one HTML page that needs nothing else and prints well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib.resources import files

import jinja2
from markupsafe import Markup

from rasd.event import TOLL_FIELDS
from rasd.exports.brief import Brief, Group
from rasd.exports.brief_pictures import draw_bars, draw_map, draw_time
from rasd.exports.brief_words import WORDS, written_day

_MOST_BARS = 20


def page(brief: Brief, first: date | None, last: date | None, *, names_left_out: bool = True) -> str:
    """The page of a brief of the days from `first` to `last`; without them, of the days that there are."""
    words = WORDS[brief.language]
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    template = environment.from_string(files("rasd.exports").joinpath("data").joinpath("brief.html.j2").read_text("utf-8"))
    return template.render(
        brief=brief,
        words=words,
        period=_period(brief, first, last),
        day=lambda day: written_day(day, brief.language),
        tolls=[(name, brief.tolls[name]) for name in TOLL_FIELDS if name in brief.tolls],
        places=_most(brief.places.values()),
        type_bars=Markup(draw_bars(_shortened(_most(brief.types.values()), words["others"]), words["types"])),
        map=Markup(draw_map(brief.spots.values(), words["map"])),
        timeline=Markup(draw_time(brief.days, words["time"])),
        names_left_out=names_left_out,
    )


def _most(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda g: (-g.acts, g.label))


def _shortened(groups: list[Group], others: str) -> list[Group]:
    """The first groups, and one that holds all others, so that the bars fit on a printed page."""
    if len(groups) <= _MOST_BARS:
        return groups
    return [*groups[: _MOST_BARS - 1], Group(others, sum(g.acts for g in groups[_MOST_BARS - 1 :]))]


def _period(brief: Brief, first: date | None, last: date | None) -> str:
    start, end = first or min(brief.days, default=None), last or max(brief.days, default=None)
    days = [written_day(day, brief.language) for day in (start, end) if day]
    return f" {WORDS[brief.language]['to']} ".join(dict.fromkeys(days))
