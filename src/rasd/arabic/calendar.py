"""Time expressions in folded words, resolved against the day of publication.

Gregorian months by their Egyptian, Levantine and Maghrebi names, Hijri dates, digits in all
orders, weekdays, parts of the day, relative phrases, spans and "since". What is relative stays
unresolved (start and end None) when the day of publication is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from rasd.arabic.calendar_near import NearReader
from rasd.arabic.time_expression import Kind, Precision, TimeExpression
from rasd.arabic.words import Word

__all__ = ["Kind", "Precision", "TimeExpression", "find_times"]

_SKIPPED = 6
"""How many words of lead ("the first hours of the dawn of") may stand between "since" and its day."""


def find_times(words: Sequence[Word], published: date | None) -> list[TimeExpression]:
    """Every time expression of a text, in order and without overlaps."""
    return _Finder(words, published).find()


class _Finder(NearReader):
    __slots__ = ("found",)

    def find(self) -> list[TimeExpression]:
        self.found: list[TimeExpression] = []
        starts, behind, texts = self.lexicon.starts, self.lexicon.behind_digits, [*self.texts, ""]
        for i, text in enumerate(self.texts):
            if text in starts or ("0" <= text[0] <= "9" and (texts[i + 1] in behind or len(text) > 3)):
                if i >= self.done:
                    self._take(self._within_calendar(i))
        return self.found

    def _within_calendar(self, i: int) -> TimeExpression | None:
        """The expression at word i; none where its day lies before year 1 or after 9999."""
        try:
            return self._read(i)
        except (OverflowError, ValueError):
            return None

    def _take(self, time: TimeExpression | None) -> None:
        if time is None:
            return
        self.done = time.last
        if self._is_limit(time):
            return
        self.found.append(time)
        if time.start is not None and time.kind not in ("clock", "since"):
            self.anchor = time.start

    def _is_limit(self, time: TimeExpression) -> bool:
        """ "Before Friday" says until when, not when; "before Friday's dawn", "before last Friday" may say when."""
        before = time.first > 0 and self.any(time.first - 1, "ago")
        return before and time.kind == "weekday" and self.any(time.last - 1, "weekday", "next") and not self.any(time.first, "part", "lead")

    def _read(self, i: int) -> TimeExpression | None:
        if self.any(i, "since"):
            return self._since(i)
        time = self._core(i)
        if time is None:
            return self._part(i)
        return self._range(self._widened(self._absorbed(time)))

    def _core(self, i: int) -> TimeExpression | None:
        """The expression that begins at word i, bare of leads, or None."""
        senses = self.senses[i] if i < len(self.senses) else None
        if senses is None:
            return self.digits_at(i) if self.text(i)[:1].isdigit() else self.month_span_at(i)
        for kind in senses:
            reader = _READERS.get(kind)
            time = reader(self, i) if reader is not None else None
            if time is not None:
                return time
        return self.month_span_at(i) if self.text(i) in self.lexicon.names else None

    # -- what belongs to an expression on both sides

    def _absorbed(self, time: TimeExpression) -> TimeExpression:
        """With the weekday and date that say the same day again, and the part of the day behind it."""
        if time.precision != "day" or time.kind not in ("relative", "weekday", "absolute"):
            return time
        again = self._again(time)
        while again is not None:
            time = again._replace(first=time.first)
            again = self._again(time)
        return self._with_part(time)

    def _again(self, time: TimeExpression) -> TimeExpression | None:
        """ "Yesterday, Sunday", "Sunday 12 May", "Sunday (12 May)"."""
        mark = self.text(time.last)
        k = time.last + (mark in (",", "(")) or time.last
        k += self.any(k, "matching")
        k += self.text(k) == "ل" and k > time.last
        if time.kind != "absolute" and self.any(k, "weekday"):
            return self._named_day(time, k, mark)
        if time.kind == "absolute" and k == time.last:
            return None
        other = self.digits_at(k) if self.text(k)[:1].isdigit() else self.days_at(k) if self.any(k, "dayno") else None
        if other is None or other.kind != "absolute" or other.precision != "day":
            return None
        if mark == "," and other.start != time.start:
            return None
        return other._replace(first=time.first, last=other.last + (mark == "(" and self.text(other.last) == ")"))

    def _named_day(self, time: TimeExpression, k: int, mark: str) -> TimeExpression | None:
        """The weekday of "yesterday": it tells the day where the two differ, as the date of publication may lag."""
        weekday = self.weekday_at(k)
        if time.kind != "relative" or weekday is None or weekday.start != weekday.end:
            return None
        if time.start is not None and self.today is not None and time.start > self.today and weekday.start is not None:
            ahead = (weekday.start.weekday() - self.today.weekday()) % 7 or 7
            day = self.today + timedelta(days=ahead)
            weekday = weekday._replace(start=day, end=day)
        if mark == "," and (weekday.start != time.start or self.text(weekday.last)[:1].isdigit()):
            return None
        return weekday._replace(kind="relative", last=weekday.last + (mark == "(" and self.text(weekday.last) == ")"))

    def _with_part(self, time: TimeExpression) -> TimeExpression:
        """A part of the day behind the day: "on Sunday at dawn"."""
        last = time.last
        while self.any(last, "adverb") or (self.text(last) == "مساء" and not self._leads(last)):
            last += 1
        return time._replace(last=last)

    def _leads(self, i: int) -> bool:
        """Whether a day begins behind the part of the day at word i."""
        return self.any(i + 1, "weekday", "near", "today", "tonight", "dayno", "unit1", "lead", "part") or self.text(i + 1)[:1].isdigit()

    def _widened(self, time: TimeExpression) -> TimeExpression:
        """With the leads before it: "the first hours of the dawn of", "the night of", "this"."""
        first = time.first
        while first > self.done:
            if self.any(first - 1, "part", "lead", "adverb", "pair", "this", "portion") or self._is_day_word(first - 1):
                first -= 1
            elif self.text(first - 1) == "من" and self.any(first - 2, "part", "lead", "unitn") and first - 1 > self.done:
                first -= 2
            else:
                break
        return time._replace(first=max(first, self.done))

    def _is_day_word(self, i: int) -> bool:
        unit = self.sense(i, "unit1") or self.sense(i, "unitn")
        return unit is not None and unit.value in (0, 1)

    # -- parts of the day without a day

    def _part(self, i: int) -> TimeExpression | None:
        """ "This morning", "at dawn": the day of the sentence's last time, else that of publication."""
        if self._leads(i) or self.text(i - 1) in ("صلاه", "لصلاه", "بعد", "منتصف"):
            return None
        part = self.sense(i, "part")
        if part is not None and self.any(i - 1, "this") and part.definite:
            return self.days_back(0, i - 1, i + 1)
        if not self.any(i, "adverb") and not (part is not None and part.definite and part.value == 0 and self.text(i).endswith(("فجر", "صباح"))):
            return None
        told = self.found[-1] if self.found and self.same_sentence(self.found[-1].last, i) else None
        if told is not None and told.precision == "day" and told.start is not None and told.kind != "since":
            return TimeExpression(told.start, told.end, "day", i, i + 1, "clock")
        return self._widened(self.days_back(0, i, i + 1, "clock"))

    # -- spans

    def _since(self, i: int) -> TimeExpression | None:
        """From a day or period to publication, or to the end that is said."""
        if self.any(i + 1, "little"):
            return self.days_back(0, i, i + 2)
        quantity = self.quantity_at(i + 1)
        if quantity is not None and not self.names_next(quantity.last):
            if quantity.count is None:
                return self.days_back(0, i, quantity.last) if quantity.unit <= 0 and not self._leads(quantity.last) else self._since_time(i)
            return self.last_units(quantity, i, "since")
        return self._since_time(i)

    def _since_time(self, i: int) -> TimeExpression | None:
        shift, inner = self._led_to(i + 1)
        if inner is None:  # "since it began on 5 May"
            inner = next((self._led_to(k + 1)[1] for k in range(i + 2, i + 5) if self.text(k) in ("في", "يوم")), None)
        if inner is None:
            return None
        if inner.start is None or self.today is None:
            end = None if self.today is None else inner.start
            return TimeExpression(None if end is None else inner.start, end, inner.precision, i, inner.last, "since")
        inner = self._range(inner)
        start = inner.start if inner.start is None or inner.precision != "month" else inner.start.replace(day=shift)
        if inner.kind == "span" and inner.start != inner.end:
            return inner._replace(first=i)
        return TimeExpression(start, max(self.today, start or self.today), "day", i, inner.last, "since")

    def _led_to(self, i: int) -> tuple[int, TimeExpression | None]:
        """The expression behind leads from word i on, and the day of the month on which a portion begins."""
        shift = 1
        for k in range(i, i + _SKIPPED):
            portion = self.sense(k, "portion")
            if portion is not None:
                shift = portion.value
            time = self._core(k) if k < len(self.texts) else None
            if time is not None and not (self.any(k, "part") and time.kind == "clock"):
                return shift, self._absorbed(time)
            if not (self.any(k, "part", "lead", "portion", "adverb", "loose") or self._is_day_word(k) or self.text(k) == "شهر"):
                break
            if not self._leads(k) and not self.any(k + 1, "month", "hijri", "loose", "portion") and self.any(k, "part"):
                return shift, self.days_back(0, i, k + 1)
        return shift, None

    def _range(self, time: TimeExpression) -> TimeExpression:
        """ "From Tuesday evening until Friday dawn", "between April 2012 and March 2013"."""
        before = time.first - 1
        between = self.any(before, "between") and before >= self.done
        opened = self.text(before) in ("من", "ومن") and before >= self.done
        k = time.last
        if self.any(k, "until") and (opened or self.text(k).endswith(("حتي", "لغايه"))):
            end = self._led_to(k + 1)[1]
        elif between and self.text(k).startswith("و"):
            end = self._led_to(k + (self.text(k) == "و"))[1]
        else:
            end = None
        if end is not None:
            return self._joined(time, end, before if between or opened else time.first)
        return time._replace(first=before) if time.kind == "span" and (between or opened) else time

    def _joined(self, time: TimeExpression, end: TimeExpression, first: int) -> TimeExpression:
        first -= between_what if (between_what := self.text(first - 1) == "ما" and first - 1 >= self.done) else 0
        start, last = time.start, end.end
        if start is None or last is None:
            return TimeExpression(None, None, time.precision, first, end.last, "span")
        if not self._has_year(time) and time.kind == "absolute" and self._has_year(end):
            start = start.replace(year=last.year, day=min(start.day, 28) if start.month == 2 else start.day)
        if start > last and time.kind == "weekday":
            start -= timedelta(days=7)
        elif start > last and time.kind == "absolute":
            start = start.replace(year=start.year - 1, day=min(start.day, 28) if start.month == 2 else start.day)
        return TimeExpression(min(start, last), last, time.precision, first, end.last, "span")

    def _has_year(self, time: TimeExpression) -> bool:
        return any(t.isdigit() and len(t) == 4 for t in self.texts[time.first : time.last])


def _day_number(finder: _Finder, i: int) -> TimeExpression | None:
    return finder.first_yesterday_at(i) or finder.days_at(i)


def _pair(finder: _Finder, i: int) -> TimeExpression | None:
    """ "The years 2014 and 2016"; pairs of days are read at the first day."""
    sense = finder.sense(i, "pair")
    first, second = finder.text(i + 1), finder.text(i + 3)
    if sense is None or sense.value != 365 or not (first.isdigit() and second.isdigit() and len(first) == len(second) == 4):
        return None
    start, end = finder.year_span(int(first), i, i + 2), finder.year_span(int(second), i, i + 4)
    return end._replace(start=start.start, kind="span") if first < second else None


_READERS: dict[str, Callable[[_Finder, int], TimeExpression | None]] = {
    "dayno": _day_number,
    "near": _Finder.near_at,
    "today": _Finder.today_at,
    "tonight": _Finder.today_at,
    "weekday": _Finder.weekday_at,
    "month": _Finder.month_span_at,
    "hijri": _Finder.month_span_at,
    "unit1": _Finder.unit_at,
    "unit2": _Finder.unit_at,
    "unitn": _Finder.unit_at,
    "ago": _Finder.ago_at,
    "after": _Finder.after_at,
    "later": _Finder.later_at,
    "earlier": _Finder.earlier_at,
    "season": _Finder.season_at,
    "last": _Finder.last_n_at,
    "over": _Finder.over_at,
    "pair": _pair,
}
