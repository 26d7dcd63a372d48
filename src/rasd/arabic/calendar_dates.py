"""Dates that name a day, a month or a year: Gregorian, Levantine, Maghrebi and Hijri names, digits in all orders."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from hijridate import Gregorian, Hijri

from rasd.arabic.time_expression import Kind, Precision, TimeExpression, TimeReader, month_of

_dotted = re.compile(r"(\d{1,4})\.(\d{1,2})\.(\d{2,4})")
_AHEAD = timedelta(days=31)
"""A date without a year this close ahead is one to come; eleven months back a report would say the year."""
_HIJRI_YEARS = range(1343, 1501)
_YEARS = range(1900, 2100)
_ERAS = ("م", "ه")


class Month(NamedTuple):
    """A named month and the word behind it."""

    number: int
    last: int
    hijri: bool


class Year(NamedTuple):
    """A year (None where only "next" is said) and the word behind it; `ahead` says "next"."""

    year: int | None
    last: int
    ahead: bool = False


class DateReader(TimeReader):
    """Reads dates at given words."""

    __slots__ = ()

    def digits_at(self, i: int) -> TimeExpression | None:
        """What begins with digits: 23-2-2011, 2011/02/23, 22/4, "10 June", "in 2014"."""
        text = self.texts[i]
        dotted = _dotted.fullmatch(text)
        if dotted:
            return self._ordered([int(g) for g in dotted.groups()], i, i + 1)
        if not text.isdigit():
            return None
        return self._separated(i) or self.days_at(i) or self._bare_year(i)

    def _separated(self, i: int) -> TimeExpression | None:
        sign = self.text(i + 1)
        if sign not in ("/", "-", ".") or self.text(i - 1) == sign:
            return None
        parts, k = [int(self.texts[i])], i + 1
        while len(parts) < 3 and self.text(k) == sign and self.text(k + 1).isdigit():
            parts.append(int(self.texts[k + 1]))
            k += 2
        if len(parts) == 3:
            return self._ordered(parts, i, k)
        return self._short(parts, i, k) if len(parts) == 2 and sign == "/" else None

    def _ordered(self, parts: list[int], first: int, last: int) -> TimeExpression | None:
        """Year first or last; the month in the middle, unless it can only be the day."""
        year, month, day = parts if parts[0] > 31 else reversed(parts)
        if month > 12:
            month, day = day, month
        return self._day(year + 2000 if year < 100 else year, month, day, first, last)

    def _short(self, parts: list[int], first: int, last: int) -> TimeExpression | None:
        """Day and month, or month and year."""
        if parts[1] in _YEARS and 1 <= parts[0] <= 12:
            return self.month_span(parts[1], parts[0], first, last)
        if parts == [24, 7] or not (1 <= parts[1] <= 12 and 1 <= parts[0] <= 31):
            return None
        return self._latest(parts[1], parts[0], first, last)

    def _bare_year(self, i: int) -> TimeExpression | None:
        """A year behind "in", "since", "summer"; not a count of what follows."""
        text = self.texts[i]
        if len(text) != 4 or int(text) not in _YEARS or not self.any(i - 1, "beforehand", "portion"):
            return None
        following = self.text(i + 1)
        counted = following[:1].isalpha() and len(following) > 2 and not self.any(i + 1, "until", "loose", "between") and following[0] not in "وف"
        return None if counted else self.year_span(int(text), i, i + 1)

    def year_span(self, year: int, first: int, last: int) -> TimeExpression:
        """A whole year, up to publication if it is the current one."""
        return self.clipped(date(year, 1, 1), date(year, 12, 31), "year", first, last)

    def month_span(self, year: int, month: int, first: int, last: int) -> TimeExpression:
        """A whole month, up to publication if it is the current one."""
        start, end = month_of(date(year, month, 1))
        return self.clipped(start, end, "month", first, last)

    def clipped(self, start: date, end: date, precision: Precision, first: int, last: int) -> TimeExpression:
        """A period that a report published within it tells of ends with publication."""
        if self.today is not None and start <= self.today < end:
            end = self.today
        return TimeExpression(start, end, precision, first, last, "absolute")

    # -- days of a month

    def days_at(self, i: int) -> TimeExpression | None:
        """One or more days and their month: "10 June", "3 and 4 May", "the third of June", "the tenth of this month"."""
        days, k = self._day_numbers(i)
        if not days:
            return None
        if self.text(k) == "منه":
            return self._of_told_month(days, i, k)
        while self.text(k) in ("من", "شهر"):
            k += 1
        month = self.month_at(k + (self.text(k) in ("/", "-")))
        found = self._of_named_month(days, month, i) if month else self._of_near_month(days, i, k)
        return found

    def _day_numbers(self, i: int) -> tuple[list[int], int]:
        day, k = self._day_number(i)
        days = [day] if day else []
        while day:
            joined = self.sense(k, "dayno")
            linked = self.text(k) in ("-", "و") or self.any(k, "until")
            day, end = self._day_number(k + 1) if linked else self._day_number(k) if joined and joined.joined else (None, k)
            if day:
                days.append(day)
                k = end
        return days, k

    def _day_number(self, i: int) -> tuple[int | None, int]:
        """Digits, "the third", "the thirteenth", "the three-and-twentieth"; None where no day of a month."""
        text = self.text(i)
        if text.isdigit():
            return (int(text), i + 1) if len(text) < 3 and 1 <= int(text) <= 31 else (None, i)
        sense = self.sense(i, "dayno")
        if sense is None:
            return None, i
        following = self.sense(i + 1, "dayno")
        if self.text(i + 1) in ("عشر", "عشره"):
            return sense.value % 10 + 10 if sense.value < 20 else None, i + 2
        if following is not None and following.joined and following.value in (20, 30) and sense.value < 12:
            return sense.value % 10 + following.value, i + 2
        return sense.value, i + 1

    def _of_named_month(self, days: list[int], month: Month, first: int) -> TimeExpression | None:
        year = self.year_at(month.last)
        if year.year is None and self._is_name(first):
            self.done = month.last
            return None
        found = [self._of_month(day, month, year, first) for day in days]
        times = [t for t in found if t is not None]
        if len(times) < 2:
            return times[0] if times else None
        start, end = times[0].start, times[-1].end
        if start is not None and end is not None and start > end:
            return times[-1]
        return TimeExpression(start, end, "day", first, times[-1].last, "span")

    def _is_name(self, first: int) -> bool:
        """ "The 14 July street"."""
        return self.any(first - 1, "named")

    def _of_month(self, day: int, month: Month, year: Year, first: int) -> TimeExpression | None:
        if month.hijri:
            return self._hijri_day(day, month.number, year, first)
        if year.year is not None:
            return self._day(year.year, month.number, day, first, year.last)
        return self._latest(month.number, day, first, year.last, year.ahead)

    def _of_near_month(self, days: list[int], first: int, k: int) -> TimeExpression | None:
        """ "The tenth of the current month", "the 10th inst."."""
        if self.text(k) == "/" and self.text(k + 1).isdigit() and len(days) > 1:
            end = self._separated_month(days[-1], k, first)
            return self._until(days[0], end)
        of_month = (unit := self.sense(k, "unit1")) is not None and unit.value == 30 and unit.definite
        q = k + 1 if of_month else k
        named = of_month or self.text(k - 1) == "شهر"
        if self.any(q, "current") or (named and self.any(q, "past", "next", "same")):
            return self._shifted(days, first, q)
        if of_month and self.text(k - 1) == "من" and self._is_day(first):
            return self._before_long(days, first, k + 1)
        return None

    def _is_day(self, first: int) -> bool:
        """A word before it, or the article, says that the number is a day's."""
        dayno = self.sense(first, "dayno")
        return (dayno is not None and dayno.definite) or self.any(first - 1, "beforehand", "part", "until", "since", "weekday", "unit1", "today")

    def _of_told_month(self, days: list[int], first: int, k: int) -> TimeExpression | None:
        """ "On the 14th of it": of the month told last, else of that of publication."""
        if not self._is_day(first):
            return None
        if self.anchor is None:
            return self._before_long(days, first, k + 1)
        return _in_month(days, month_of(self.anchor), first, k + 1, "same_day")

    def _before_long(self, days: list[int], first: int, last: int) -> TimeExpression | None:
        """ "The sixth of the month": this month's, or last month's where this month's is still to come."""
        if self.today is None:
            return self.unresolved("day", first, last, "relative")
        return _in_month(days, month_of(self.today, -(max(days) > self.today.day)), first, last, "relative")

    def _separated_month(self, day: int, k: int, first: int) -> TimeExpression | None:
        """The "/11/2021" behind the last of several days."""
        month, year = int(self.texts[k + 1]), self.text(k + 3)
        if self.text(k + 2) == "/" and year.isdigit():
            return self._day(int(year), month, day, first, k + 4)
        return self._latest(month, day, first, k + 2) if 1 <= month <= 12 else None

    def _until(self, day: int, end: TimeExpression | None) -> TimeExpression | None:
        if end is None or end.start is None or day > end.start.day:
            return end
        return end._replace(start=end.start.replace(day=day), kind="span")

    def _shifted(self, days: list[int], first: int, q: int) -> TimeExpression | None:
        base = self.anchor if self.any(q, "same") else self.today
        if base is None:
            return self.unresolved("day", first, q + 1, "relative")
        month = month_of(base, -1 if self.any(q, "past") else 1 if self.any(q, "next") else 0)
        return _in_month(days, month, first, q + 1, "relative")

    # -- months and years

    def month_at(self, i: int) -> Month | None:
        """A named month, said twice perhaps ("تشرين الثاني/نوفمبر")."""
        found = self._month_name(i)
        if found is None:
            return None
        if self.text(found.last) in ("/", "-", "("):
            again = self._month_name(found.last + 1)
            if again is not None and again.number == found.number:
                return again._replace(last=again.last + (self.text(again.last) == ")"))
        return found

    def _month_name(self, i: int) -> Month | None:
        for second, sense in self.lexicon.names.get(self.text(i), ()):
            if self.text(i + 1).removeprefix("ال") == second:
                return Month(sense.value, i + 2, sense.kind == "hijri")
        for kind in ("month", "hijri"):
            sense_ = self.sense(i, kind)
            if sense_ is not None:
                return Month(sense_.value, i + 1, kind == "hijri")
        return None

    def year_at(self, i: int) -> Year:
        """The year said behind a month: "2014", "of last year", "next", or nothing."""
        k = i + (self.text(i) in ("من", "-", "/"))
        unit = self.sense(k, "unit1")
        named = unit is not None and unit.value == 365
        k += named
        text = self.text(k)
        if text.isdigit() and len(text) == 4 and (int(text) in _YEARS or int(text) in _HIJRI_YEARS):
            return Year(int(text), k + 1 + (self.text(k + 1) in _ERAS))
        if named and unit is not None and unit.definite and self.today is not None:
            if self.any(k, "past"):
                return Year(self.today.year - 1, k + 1)
            if self.any(k, "current", "next"):
                return Year(self.today.year + self.any(k, "next"), k + 1)
            if self.any(k, "same") and self.anchor is not None:
                return Year(self.anchor.year, k + 1)
        return self._near_year(i)

    def _near_year(self, i: int) -> Year:
        """ "Last June", "next June", "the current June"."""
        if self.any(i, "next"):
            return Year(None, i + 1, ahead=True)
        if self.any(i, "current"):
            return Year(self.today.year if self.today else None, i + 1)
        if self.any(i, "past") and self.sense(i, "past"):
            return Year(None, i + 1)
        return Year(None, i)

    def month_span_at(self, i: int) -> TimeExpression | None:
        """A month without a day: "in June 2014", "last June", "at the beginning of May"."""
        month = self.month_at(i)
        if month is None:
            return None
        year, first = self.year_at(month.last), self._month_first(i)
        if year.year is None and year.last == month.last and not self._is_month(i, first, month):
            return None
        if month.hijri:
            return self._hijri_month(month, year, first)
        if year.year is not None:
            return self.month_span(year.year, month.number, first, year.last)
        if self.today is None:
            return self.unresolved("month", first, year.last, "absolute")
        return self.month_span(self._year_of_month(month, year), month.number, first, year.last)

    def _month_first(self, i: int) -> int:
        while self.any(i - 1, "portion") or self.text(i - 1) in ("شهر", "بشهر", "لشهر"):
            i -= 1
        return max(i, self.done)

    def _is_month(self, i: int, first: int, month: Month) -> bool:
        """A name that is an everyday word too needs a word of time before it."""
        if self._is_name(first):
            return False
        weak = month.hijri or self.any(i, "weak")
        return not weak or first < i or (not month.hijri and self.any(i - 1, "beforehand", "since", "between", "until"))

    def _year_of_month(self, month: Month, year: Year) -> int:
        assert self.today is not None
        if year.ahead:
            return self.today.year + (month.number < self.today.month)
        said_past = year.last > month.last
        return self.today.year - (month.number > self.today.month or (said_past and month.number == self.today.month))

    # -- resolving

    def _day(self, year: int, month: int, day: int, first: int, last: int) -> TimeExpression | None:
        if not (1 <= month <= 12 and year in _YEARS and 1 <= day <= monthrange(year, month)[1]):
            return None
        found = date(year, month, day)
        return TimeExpression(found, found, "day", first, last, "absolute")

    def _latest(self, month: int, day: int, first: int, last: int, ahead: bool = False) -> TimeExpression | None:
        """The latest such day not long after publication, or the next one."""
        if self.today is None:
            return self.unresolved("day", first, last, "absolute")
        for year in range(self.today.year + 1, self.today.year - 5, -1):
            found = self._day(year, month, day, first, last)
            if found is None or found.start is None:
                continue
            if not ahead and found.start <= self.today + _AHEAD:
                said_past = self.any(last - 1, "past") and found.start > self.today
                if not said_past:
                    return found
            if ahead and (found.start - timedelta(days=366) < self.today <= found.start):
                earlier = self._day(year - 1, month, day, first, last)
                return earlier if earlier is not None and earlier.start is not None and earlier.start >= self.today else found
        return None

    def _hijri_day(self, day: int, month: int, year: Year, first: int) -> TimeExpression | None:
        if year.year is not None and year.year in _HIJRI_YEARS:
            return self._from_hijri(year.year, month, day, first, year.last)
        if self.today is None or year.year is not None:
            return self.unresolved("day", first, year.last, "absolute")
        current = Gregorian.fromdate(self.today).to_hijri().year
        times = [self._from_hijri(y, month, day, first, year.last) for y in (current, current - 1)]
        past = [t for t in times if t is not None and t.start is not None and t.start <= self.today + _AHEAD]
        return past[0] if past else None

    def _from_hijri(self, year: int, month: int, day: int, first: int, last: int) -> TimeExpression | None:
        if day > Hijri(year, month, 1).month_length():
            return None
        found = Hijri(year, month, day).to_gregorian()
        return self._day(found.year, found.month, found.day, first, last)

    def _hijri_month(self, month: Month, year: Year, first: int) -> TimeExpression | None:
        start = self._hijri_day(1, month.number, year, first)
        if start is None or start.start is None:
            return start
        length = Gregorian.fromdate(start.start).to_hijri().month_length()
        return self.clipped(start.start, start.start + timedelta(days=length - 1), "month", first, year.last)


def _in_month(days: list[int], month: tuple[date, date], first: int, last: int, kind: Kind) -> TimeExpression | None:
    """Days of a month that is known; nothing where it is too short."""
    start, end = month
    if max(days) > end.day:
        return None
    return TimeExpression(start.replace(day=min(days)), start.replace(day=max(days)), "day", first, last, kind)
