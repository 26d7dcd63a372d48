"""Glyphs of a PDF page to lines of text in the order in which they are read.

PDF files hold glyphs with their places. Programs write Arabic ones in any order, break a line into pieces, and give ligatures and
brackets in either direction. So each line is put in order by where its glyphs stand, from right to left with numbers and Latin words
from left to right: the reverse of the Unicode bidirectional algorithm (UAX #9) for a paragraph that runs from right to left.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

_NOTHING = "\r\n\0\x02\ufffe\uffff"
_UNNAMED = "\u200d"
"""Stands for a glyph of which the file does not say which letter it draws: strokes that stretch a word to fill a line, mostly."""
_stretched = re.compile(r"(?<=[ء-ي\u064b-\u0652])ـ+(?=[ء-ي])")
_PAIRS = (("([{«‹", ")]}»›"), ("“‘", "”’"))
"""Opening and closing marks; curly ones are turned by some programs alone."""
_JOINING_NUMBERS = ".,:/٫٬"
_ALEFS = "اأإآٱ"
_SPACE = 0.22
"""Gap between glyphs, in heights of the type, that separates words."""
_SAME_LINE = 0.45
"""Difference of base lines, in heights of the type, within a line: marks and figures may stand higher."""


class Glyph(NamedTuple):
    """One glyph: the letters it stands for, its left and right edge, base line, height of its type and origin, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    origin: float


class Line(NamedTuple):
    """One line in reading order, with its place."""

    text: str
    left: float
    right: float
    base: float
    size: float


def lines_of(textpage: Any) -> list[Line]:
    """The lines of a pypdfium2 text page, from its first glyph to its last."""
    return [_line(glyphs) for glyphs in _rows(_glyphs(textpage.raw))]


def right_brackets(lines: Sequence[str]) -> list[str]:
    """Lines with brackets and quotation marks turned round where the file has them the wrong way."""
    text = "\n".join(lines)
    for opening, closing in _PAIRS:
        turned = text.translate(str.maketrans(opening + closing, closing + opening))
        if _unpaired(turned, opening, closing) < _unpaired(text, opening, closing):
            text = turned
    return [_paired(line) for line in text.split("\n")]


def _paired(line: str) -> str:
    """A line in which a bracket is opened and never closed, as beside Latin words: what closes it was turned alone."""
    for opening, closing in zip("([{«", ")]}»", strict=True):
        places = [n for n, letter in enumerate(line) if letter in opening + closing]
        if len(places) % 2 == 0 and _unpaired(line, opening, closing) and line[places[0]] == opening:
            letters = list(line)
            for k, n in enumerate(places):
                letters[n] = closing if k % 2 else opening
            line = "".join(letters)
    return line


def _unpaired(text: str, opening: str, closing: str) -> int:
    depth = faults = 0
    for letter in text:
        if letter in opening:
            depth += 1
        elif letter in closing:
            depth, faults = (depth - 1, faults) if depth else (0, faults + 1)
    return faults + depth


def _glyphs(page: Any) -> Iterator[Glyph]:
    """Letters in the file's order. Blanks without width, whose place is made up, are left out: a gap tells as much."""
    from pypdfium2 import raw

    box, turned, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    for i in range(raw.FPDFText_CountChars(page)):
        letter = chr(raw.FPDFText_GetUnicode(page, i))
        if raw.FPDFText_IsGenerated(page, i) == 1 or letter in _NOTHING or not raw.FPDFText_GetCharOrigin(page, i, x, y):
            continue
        raw.FPDFText_GetLooseCharBox(page, i, box)  # as wide as the glyph's advance: letters of a word touch
        if letter.isspace() and box.right <= box.left:
            continue
        scale = abs(turned.d) if raw.FPDFText_GetMatrix(page, i, turned) and turned.d else 1.0
        size = (raw.FPDFText_GetFontSize(page, i) or 10.0) * scale
        letter = _UNNAMED if unicodedata.category(letter) == "Cc" and not letter.isspace() else letter
        yield Glyph(letter, min(box.left, box.right), max(box.left, box.right), y.value, size, x.value)


def _joined_letters(row: Sequence[Glyph]) -> list[Glyph]:
    """Letters that one glyph draws, told by their one origin, as one."""
    found: dict[tuple[float, float], Glyph] = {}
    for glyph in row:
        place = (round(glyph.origin, 1), round(glyph.base, 1))
        other = found.get(place)
        if other is None:
            found[place] = glyph
        else:
            found[place] = other._replace(
                text=other.text + glyph.text, left=min(other.left, glyph.left), right=max(other.right, glyph.right)
            )
    return [glyph._replace(text=_in_order(glyph.text)) for glyph in found.values()]


def _in_order(letters: str) -> str:
    """The letters of one glyph: lam before alef, marks behind their letter."""
    plain = unicodedata.normalize("NFKC", letters)
    bases = [c for c in plain if not unicodedata.combining(c)]
    marks = [c for c in plain if unicodedata.combining(c)]
    if len(bases) == 2 and bases[0] in _ALEFS and bases[1] == "ل":
        bases.reverse()
    return "".join(bases[:1] + marks + bases[1:]) if len(bases) < 2 or marks == [] else "".join(bases + marks)


def _rows(glyphs: Iterator[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that follow each other on one base line."""
    row: list[Glyph] = []
    for glyph in glyphs:
        if row and abs(glyph.base - row[0].base) > _SAME_LINE * max(glyph.size, row[0].size, 1.0):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph]) -> Line:
    inked = _joined_letters([g for g in row if not g.text.isspace()] or row)
    marks = [g for g in inked if unicodedata.combining(g.text[0])]
    bases = [g for g in inked if not unicodedata.combining(g.text[0])] or inked
    size = max(g.size for g in inked)
    placed = _with_marks(sorted(bases, key=lambda g: (g.left + g.right) / 2), marks)
    pieces = _with_spaces(placed, [(g.left + g.right) / 2 for g in row if g.text.isspace() and g.right > g.left])
    text = "".join(reversed(pieces)) if _is_rtl(pieces) else "".join(pieces)
    if _is_rtl(pieces):
        text = "".join(_logical(pieces))
    text = _stretched.sub("", text.replace(_UNNAMED, ""))
    return Line(" ".join(text.split()), min(g.left for g in inked), max(g.right for g in inked), row[0].base, size)


def _with_marks(bases: list[Glyph], marks: list[Glyph]) -> list[Glyph]:
    """Each mark joined to the letter below or above it."""
    if not marks or not bases:
        return bases or marks
    joined = list(bases)
    for mark in marks:
        middle = (mark.left + mark.right) / 2
        n = min(range(len(joined)), key=lambda k: _distance(joined[k], middle))
        if mark.text not in joined[n].text:
            joined[n] = joined[n]._replace(text=joined[n].text + mark.text)
    return joined


def _distance(glyph: Glyph, middle: float) -> float:
    inside = glyph.left <= middle <= glyph.right
    return abs((glyph.left + glyph.right) / 2 - middle) * (0.5 if inside else 1.0)


def _with_spaces(glyphs: list[Glyph], spaces: Sequence[float]) -> list[str]:
    """Texts from left to right with a blank wherever the file has one or leaves a gap."""
    pieces: list[str] = []
    for k, glyph in enumerate(glyphs):
        if k:
            before = glyphs[k - 1]
            middle_before, middle = (before.left + before.right) / 2, (glyph.left + glyph.right) / 2
            if glyph.left - before.right > _SPACE * glyph.size or any(middle_before < s < middle for s in spaces):
                pieces.append(" ")
            elif glyph.text == before.text and len(glyph.text) > 1 and glyph.left < before.right - 0.5 * (before.right - before.left):
                continue  # two glyphs that both name the whole of what they draw together
        pieces.append(glyph.text)
    return pieces


def _is_rtl(pieces: Sequence[str]) -> bool:
    kinds = [_kind(piece) for piece in pieces]
    return kinds.count("R") * 2 >= kinds.count("L") and "R" in kinds


def _kind(piece: str) -> str:
    """R(ight to left), L(eft to right), N(umber), or neutral: "" ."""
    direction = unicodedata.bidirectional(piece[0])
    return {"R": "R", "AL": "R", "L": "L", "EN": "N", "AN": "N"}.get(direction, "")


def _logical(pieces: Sequence[str]) -> Iterator[str]:
    """Pieces from right to left, runs of numbers and of Latin words from left to right."""
    last = len(pieces)
    while last > 0:
        first = _run_before(pieces, last)
        yield from pieces[first:last]
        last = first


def _run_before(pieces: Sequence[str], last: int) -> int:
    """Where the run that ends before `last` begins: one piece, or all of a number, or all of a Latin passage."""
    kind = _kind(pieces[last - 1])
    if kind not in ("N", "L"):
        return last - 1
    first = last - 1
    for k in range(last - 2, -1, -1):
        here = _kind(pieces[k])
        if here == "L" or (here == "N" and k == first - 1):
            first = k
        elif here == "R" or (here == "N" and kind == "N" and not _joined(pieces, k, first)):
            break
        elif here == "N":
            first = k
    latin = any(_kind(p) == "L" for p in pieces[first:last])
    return first if latin or all(_kind(p) == "N" or p in _JOINING_NUMBERS for p in pieces[first:last]) else last - 1


def _joined(pieces: Sequence[str], k: int, first: int) -> bool:
    """Whether the number at k and the one at `first` are one: a single separator between them."""
    return first - k == 2 and pieces[k + 1] in _JOINING_NUMBERS
