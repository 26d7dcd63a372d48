"""Times told by their distance: weekdays, "yesterday", "two days ago", "the past 48 hours", "last month"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from rasd.arabic.calendar_dates import DateReader
from rasd.arabic.time_expression import Kind, Precision, TimeExpression, month_of

_PRECISIONS: dict[int, Precision] = {7: "week", 30: "month", 365: "year"}
_BLUR = frozenset(["نحو", "حوالي", "قرابه", "زهاء", "ال", "اكثر", "اقل", "من", "ما", "يقارب", "يزيد", "علي", "عن", "تقريبا"])
"""Words between "since" or "ago" and its number that change nothing here."""
_HOUR, _DAY, _WEEK, _MONTH, _YEAR = 0, 1, 7, 30, 365
_MOST_DAYS = 1500
"""Days that a siege, a strike or a war is counted in."""
_COMES_REACH = 3
"""Words between "comes" and "two days after": "this", "the attack", "this new raid"."""
_PLAN_REACH = 12
"""How many words before its weekday may "it is planned that" stand."""
_WHAT_WORDS = 3
"""Words that name before what: "before the strike by two days"."""
_NEAR_LIST = 3
"""Weekdays in a list follow each other within so many days."""


class Quantity(NamedTuple):
    """So many units of time; `count` is None for "hours", "days" without a number."""

    count: int | None  # type: ignore[assignment]
    unit: int
    last: int


def add_years(day: date, years: int) -> date:
    """The same day of another year, 28 February for a leap day."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


class NearReader(DateReader):
    """Reads expressions relative to the day of publication or to the day told last."""

    __slots__ = ()

    # -- weekdays

    def weekday_at(self, i: int) -> TimeExpression | None:
        """A weekday, two or more of them, the night between two."""
        days, k = self._weekdays(i)
        if not days or self._is_place(i):
            return None
        before_last = self.any(k, "ago") or (self.text(k) == "ما" and self.any(k + 1, "ago"))
        if before_last and self.any(k + 1 + (self.text(k) == "ما"), "past"):
            return self._weekday_span(days, i, k + 2 + (self.text(k) == "ما"), back=7)
        if self.any(k, "next"):
            return self._coming_weekday(days, i, k + 1)
        if not self.any(k, "past", "current") and self._is_planned(i):
            return self._coming_weekday(days, i, k)
        if self.any(k, "past") or (self.any(k, "current") and not self.any(k, "this")):
            return self._weekday_span(days, i, k + 1, past=self.any(k, "past"))
        return self._weekday_span(days, i, k)

    def _is_planned(self, i: int) -> bool:
        """ "It is planned that the talks begin on Thursday"; not what another clause or a time told since says."""
        for k in range(i - 1, max(self.done, i - _PLAN_REACH) - 1, -1):
            if self.any(k, "planned"):
                return True
            if self.text(k)[:1] in (".", ";", "!", "?", "\n", ",", ":"):
                return False
        return False

    def _is_place(self, i: int) -> bool:
        """ "The Friday market", "the Friday sermon"."""
        return self.any(i - 1, "named")

    def _weekdays(self, i: int) -> tuple[list[int], int]:
        sense = self.sense(i, "weekday")
        days = [sense.value] if sense else []
        k = i + 1
        while days:
            end = self._next_weekday(i, k)
            sense = self.sense(end - 1, "weekday") if end else None
            if sense is None or not 0 < (sense.value - days[-1]) % 7 <= _NEAR_LIST:
                break
            days.append(sense.value)
            k = end
        return days, k

    def _next_weekday(self, i: int, k: int) -> int:
        """The end of a weekday that the one before k goes on to, 0 if there is none."""
        sense = self.sense(k, "weekday")
        if sense is not None:
            return k + 1 if sense.joined or self._at_night(i) else 0
        linked = self.text(k) in ("-", "/", "و") or (self.text(k) in ("الي", "علي") and self._at_night(i))
        return k + 2 if linked and self.any(k + 1, "weekday") else 0

    def _at_night(self, i: int) -> bool:
        return any((part := self.sense(k, "part")) is not None and part.value == 1 for k in (i - 1, i - 2))

    def _coming_weekday(self, days: list[int], first: int, last: int) -> TimeExpression:
        if self.today is None:
            return self.unresolved("day", first, last, "weekday")
        ahead = (days[0] - self.today.weekday()) % 7 or 7
        return self._several_days(days, self.today + timedelta(days=ahead), first, last)

    def _weekday_span(self, days: list[int], first: int, last: int, back: int = 0, past: bool = False) -> TimeExpression:
        """The latest such days not after publication; "last Sunday" said on a Sunday is a week ago."""
        if self.today is None:
            return self.unresolved("day", first, last, "weekday")
        length = sum((b - a) % 7 for a, b in zip(days, days[1:], strict=False))
        ago = (self.today.weekday() - days[0]) % 7
        if ago < length or (past and ago == length):
            ago += 7
        return self._several_days(days, self.today - timedelta(days=ago + back), first, last)

    def _several_days(self, days: list[int], start: date, first: int, last: int) -> TimeExpression:
        length = sum((b - a) % 7 for a, b in zip(days, days[1:], strict=False))
        return TimeExpression(start, start + timedelta(days=length), "day", first, last, "span" if length else "weekday")

    # -- yesterday, today, tomorrow

    def near_at(self, i: int) -> TimeExpression | None:
        """ "Yesterday", "the day before yesterday" ("أمس الأول"), "tomorrow"."""
        sense = self.sense(i, "near")
        if sense is None:
            return None
        first_of_two = self.sense(i + 1, "dayno")
        if sense.value == 1 and first_of_two is not None and first_of_two.value == 1 and first_of_two.definite:
            return self.days_back(2, i, i + 2)
        if sense.value == 1 and self.text(i - 1) in ("اول", "واول") and i - 1 >= self.done:
            return self.days_back(2, i - 1, i + 1)
        return self.days_back(sense.value, i, i + 1)

    def first_yesterday_at(self, i: int) -> TimeExpression | None:
        """ "أول أمس", "أول من أمس"."""
        sense = self.sense(i, "dayno")
        if sense is None or sense.value != 1 or sense.definite:
            return None
        k = i + 1 + (self.text(i + 1) == "من")
        near = self.sense(k, "near")
        return self.days_back(2, i, k + 1) if near is not None and near.value == 1 else None

    def today_at(self, i: int) -> TimeExpression | None:
        """ "Today", "that same day", "the next day"; not "the third day", "World Day", a newspaper's name."""
        if not self.any(i, "today", "tonight"):
            return None
        told = self._told_day(i) or self._nth_day(i)
        if told is not None:
            return told
        following = self.sense(i + 1, "dayno")
        if self.any(i + 1, "nottoday") or (following is not None and following.definite) or self._is_paper(i):
            return None
        if self.any(i + 1, "ago") and self.any(i + 2, "past"):
            return self.days_back(2, i, i + 3)
        if self.text(i + 1) == "ما" and self.any(i + 2, "ago") and self.any(i + 3, "past"):
            return self.days_back(2, i, i + 4)
        if self.any(i + 1, "past"):
            return self.days_back(1, i, i + 2)
        if self.any(i + 1, "next"):
            return None
        return self.days_back(0, i, i + 1)

    def _nth_day(self, i: int) -> TimeExpression | None:
        """ "For the third day (running)": from two days before the day told last in the sentence, else before publication."""
        if not self.text(i).startswith(("لل", "ولل")):
            return None
        k = i + 1 + (self.text(i + 1) == "ال")
        if self.text(k).isdigit():
            number, last = int(self.texts[k]), k + 1
        else:
            said, last = self._day_number(k)
            number = said or 0
        if not 2 <= number <= _MOST_DAYS:
            return None
        day = self.anchor if self.told_here(i) else self.today
        if day is None:
            return self.unresolved("day", i, last, "span")
        last += 2 * (self.text(last) == "علي" and self.text(last + 1) == "التوالي")
        return TimeExpression(day - timedelta(days=number - 1), day, "day", i, last, "span")

    def told_here(self, i: int) -> bool:
        """A time was told before word i in its sentence."""
        return self.anchor is not None and self.done > 0 and self.same_sentence(self.done, i)

    def _is_paper(self, i: int) -> bool:
        quoted = self.text(i + 1) == '"' and '"' in self.texts[max(0, i - 3) : i]
        return quoted or self.any(i - 1, "paper")

    def _told_day(self, i: int) -> TimeExpression | None:
        """ "The same day", "the next day", "the day before", after the day told last."""
        if self.any(i + 1, "same"):
            return self._from_anchor(0, i, i + 2)
        if self.any(i - 1, "equal", "that"):
            return self._from_anchor(0, i - 1, i + 1)
        if self.any(i + 1, "following"):
            return self._from_anchor(1, i, i + 2)
        if self.any(i + 1, "previous"):
            return self._from_anchor(-1, i, i + 2)
        return None

    def _from_anchor(self, days: int, first: int, last: int) -> TimeExpression:
        day = None if self.anchor is None else self.anchor + timedelta(days=days)
        return TimeExpression(day, day, "day", first, last, "same_day")

    # -- units of time

    def quantity_at(self, i: int) -> Quantity | None:
        """ "Two days", "48 hours", "three weeks", "a month"; count None for "days"."""
        while self.text(i) in _BLUR:
            i += 1
        dual, one, many = self.sense(i, "unit2"), self.sense(i, "unit1"), self.sense(i, "unitn")
        if dual is not None:
            return Quantity(2, dual.value, i + 1)
        if one is not None and not one.definite:
            return Quantity(1, one.value, i + 1 + (self.text(i + 1) in ("واحد", "واحده", "كامل", "كامله")))
        if many is not None:
            return Quantity(None, many.value, i + 1)
        value = self.value(i)
        if value is None:
            return None
        k = value.last + (self.text(value.last) == ")")
        unit = self.sense(k, "unitn") or self.sense(k, "unit1")
        return None if unit is None else Quantity(value.value, unit.value, k + 1)

    def names_next(self, k: int) -> bool:
        """Whether the unit before word k belongs to a name that follows: "the day of Sunday", "the month of May"."""
        unit = self.sense(k - 1, "unit1")
        named = self.any(k, "weekday", "near", "today", "month", "hijri", "dayno", "that") or self.text(k)[:1].isdigit() or self.text(k) in self.lexicon.names
        return unit is not None and named

    def ago_at(self, i: int) -> TimeExpression | None:
        """ "Two days ago", "a week ago", "a while ago"; not "an hour before the withdrawal"."""
        if self.any(i + 1, "little"):
            return self.days_back(0, i, i + 2)
        if self.text(i + 1) in ("امس", "البارحه"):
            return self.days_back(2, i, i + 2)
        told = self._from_told(i, -1)
        if told is not None:
            return told
        quantity = self.quantity_at(i + 1)
        if quantity is None:
            return self._before_what(i)
        if self._goes_on(quantity.last) or self.names_next(quantity.last):
            return None
        if quantity.unit <= _HOUR:
            return self.days_back((quantity.count or 0) // 24 if quantity.unit == _HOUR else 0, i, quantity.last)
        return None if quantity.count is None else self._ago(quantity.count, quantity.unit, i, quantity.last)

    def _before_what(self, i: int) -> TimeExpression | None:
        """ "Two days before the strike": before the day told last."""
        for k in range(i + 2, i + 2 + _WHAT_WORDS):
            if not self.text(k)[:1].isalpha():
                return None
            if self.text(k)[0] == "ب" and self.any(k, "unit1", "unit2"):
                quantity = self.quantity_at(k)
                if quantity is None or quantity.count is None or quantity.unit not in (_DAY, _WEEK):
                    return None
                return self._from_anchor(-quantity.count * quantity.unit, i, quantity.last)
        return None

    def _goes_on(self, k: int) -> bool:
        """ "Two days before the vote": what follows says before what, unless it is a place or "by"."""
        return self.text(k) == "من" and not self.any(k + 1, "whence")

    def _ago(self, count: int, unit: int, first: int, last: int) -> TimeExpression | None:
        if unit in (_DAY, _WEEK):
            return self.days_back(count * unit, first, last)
        if self.today is None:
            return self.unresolved(_PRECISIONS[unit], first, last, "relative")
        if unit == _MONTH:
            start, end = month_of(self.today, -count)
            return TimeExpression(start, end, "month", first, last, "relative")
        year = self.today.year - count
        return None if year < 1 else TimeExpression(date(year, 1, 1), date(year, 12, 31), "year", first, last, "relative")

    def after_at(self, i: int) -> TimeExpression | None:
        """ "Two days later", "the day after tomorrow"."""
        near = self.sense(i + 1, "near")
        if near is not None and near.value == -1:
            return self.days_back(-2, i, i + 2)
        told = self._from_told(i, 1)
        if told is not None:
            return told
        quantity = self.quantity_at(i + 1)
        if quantity is None or quantity.count is None or quantity.unit not in (_DAY, _WEEK):
            return None
        days = quantity.count * quantity.unit
        comes = any(self.any(k, "comes") for k in range(i - _COMES_REACH, i))
        if self.anchor is None:
            return self.days_back(days, i, quantity.last) if comes and self.text(quantity.last) in ("من", "علي") else None
        if self.text(quantity.last) in ("من", "علي"):
            if self.any(quantity.last + 1, "durative"):
                return None
            if comes or self.same_sentence(self.done, i):
                # "shelled today, two days after the truce", "this comes two days after the truce": the truce's day
                return self._from_anchor(-days, i, quantity.last)
        return self._from_anchor(days, i, quantity.last)

    def same_sentence(self, start: int, end: int) -> bool:
        """Whether no sentence ends between two words."""
        return not any(t in (".", ";", "!", "?") or t[0] == "\n" for t in self.texts[start:end])

    def _from_told(self, i: int, sign: int) -> TimeExpression | None:
        """ "Two days after that", "a day before it"."""
        k = i + 1 + self.any(i + 1, "that")
        if (k == i + 1 and not self.any(i, "later", "earlier")) or not self.text(k).startswith("ب"):
            return None
        quantity = self.quantity_at(k + (self.text(k) == "ب"))
        if quantity is None or quantity.count is None or quantity.unit not in (_DAY, _WEEK):
            return None
        return self._from_anchor(sign * quantity.count * quantity.unit, i, quantity.last)

    def later_at(self, i: int) -> TimeExpression | None:
        """ "Two days after it"."""
        return self._from_told(i, 1)

    def earlier_at(self, i: int) -> TimeExpression | None:
        """ "Two days before it"."""
        return self._from_told(i, -1)

    def over_at(self, i: int) -> TimeExpression | None:
        """ "Over three days"."""
        quantity = self.quantity_at(i + 1)
        if quantity is None or quantity.count is None or quantity.unit < _HOUR:
            return None
        return self.last_units(quantity._replace(last=quantity.last + self.any(quantity.last, "past")), i)

    def last_n_at(self, i: int) -> TimeExpression | None:
        """ "In the last 24 hours" ("آخر 24 ساعة")."""
        quantity = self.quantity_at(i + 1)
        if quantity is None or quantity.count is None or quantity.unit < _HOUR or quantity.count < 2:
            return None
        return self.last_units(quantity, i)

    def last_units(self, quantity: Quantity, first: int, kind: Kind = "span") -> TimeExpression | None:
        """So many units back, up to publication; hours are counted in whole days."""
        precision = _PRECISIONS.get(quantity.unit, "day")
        if self.today is None:
            return self.unresolved(precision, first, quantity.last, kind)
        start = self._back(self.today, quantity)
        return None if start is None else TimeExpression(start, self.today, precision, first, quantity.last, kind)

    @staticmethod
    def _back(day: date, quantity: Quantity) -> date | None:
        count, unit = quantity.count or 0, quantity.unit
        if count > 40 * 365 or (unit == _YEAR and count >= day.year - 1) or (unit == _MONTH and count > 1200):
            return None
        if unit <= _HOUR:
            return day - timedelta(days=max(count // 24, count > 12) if unit == _HOUR else 0)
        if unit == _MONTH:
            start, end = month_of(day, -count)
            return start.replace(day=min(day.day, end.day))
        return add_years(day, -count) if unit == _YEAR else day - timedelta(days=count * unit)

    def season_at(self, i: int) -> TimeExpression | None:
        """ "Summer 2011", "last winter"; a winter is named after its January."""
        season = self.sense(i, "season")
        if season is None:
            return None
        year = self.year_at(i + 1)
        if year.year is not None and not season.definite:
            return self._season(season.value, year.year, i, year.last)
        if not (season.definite and self.any(i + 1, "past")) or self.today is None:
            return None
        last = self._season(season.value, self.today.year, i, i + 2)
        over = last.end is not None and last.end < self.today
        return last if over else self._season(season.value, self.today.year - 1, i, i + 2)

    def _season(self, month: int, year: int, first: int, last: int) -> TimeExpression:
        start = date(year - (month == 12), month, 1)
        return TimeExpression(start, month_of(start, 2)[1], "month", first, last, "absolute")

    def unit_at(self, i: int) -> TimeExpression | None:
        """ "Last month", "this year", "the past three days", "48 hours past", "in 2014"."""
        one = self.sense(i, "unit1")
        if one is not None and one.value == _YEAR and self.text(i + 1).isdigit():
            return self._year(i)
        if one is not None and one.value >= _DAY and (one.definite or self.any(i - 1, "equal")):
            found = self._period(one.value, i)
            if found is not None:
                return found
        return self._past_units(i)

    def _year(self, i: int) -> TimeExpression | None:
        text = self.texts[i + 1]
        return self.year_span(int(text), i, i + 2) if len(text) == 4 and 1900 <= int(text) < 2100 else None

    def _period(self, unit: int, i: int) -> TimeExpression | None:
        """The week, month or year before, now, or to come."""
        if unit == _DAY:
            return None
        shift, last, base = self._shift(i)
        if shift is None:
            return None
        first = i
        while first > self.done and (self.any(first - 1, "portion", "this", "equal") or self.text(first - 1) == "شهر"):
            first -= 1
        if base is None:
            return self.unresolved(_PRECISIONS[unit], first, last, "relative")
        kind: Kind = "relative" if base is self.today else "same_day"
        start, end = self._bounds(unit, base, shift)
        return self.clipped(start, end, _PRECISIONS[unit], first, last)._replace(kind=kind)

    def _shift(self, i: int) -> tuple[int | None, int, date | None]:
        """Periods from now, the word behind, and from which day they count."""
        if self.any(i + 1, "same"):
            return 0, i + 2, self.anchor
        if self.any(i - 1, "equal", "that"):
            return 0, i + 1, self.anchor
        before_last = i + 1 + (self.text(i + 1) == "ما")
        if self.any(before_last, "ago") and self.any(before_last + 1, "past"):
            return -2, before_last + 2, self.today
        for kind, shift in (("past", -1), ("current", 0), ("next", 1)):
            if self.any(i + 1, kind):
                return shift, i + 2, self.today
        return (0, i + 1, self.today) if self.any(i - 1, "portion", "this") else (None, i, None)

    @staticmethod
    def _bounds(unit: int, base: date, shift: int) -> tuple[date, date]:
        if unit == _MONTH:
            return month_of(base, shift)
        if unit == _YEAR:
            return date(base.year + shift, 1, 1), date(base.year + shift, 12, 31)
        if shift < 0:  # the seven days before, not a calendar week: weeks begin on different days
            return base + timedelta(days=7 * shift), base + timedelta(days=7 * shift + 6)
        sunday = base - timedelta(days=(base.weekday() + 1) % 7) + timedelta(days=7 * shift)
        return sunday, sunday + timedelta(days=6)

    def _past_units(self, i: int) -> TimeExpression | None:
        """The past two days, "the three days past", "48 hours past"."""
        dual = self.sense(i, "unit2")
        if dual is not None and dual.definite:
            return self.last_units(Quantity(2, dual.value, i + 2), i) if self.any(i + 1, "past") else None
        unit = self.sense(i, "unitn") or self.sense(i, "unit1")
        if unit is None:
            return None
        if not self.any(i + 1, "past"):
            return self._counted_behind(unit.value, i) if unit.definite else None
        if unit.definite:
            return self.last_units(Quantity(0, _HOUR, i + 2), i) if unit.value == _HOUR else None
        return self._counted_before(unit.value, i)

    def _counted_behind(self, unit: int, i: int) -> TimeExpression | None:
        """ "الأيام الثلاثة الماضية", "الساعات الـ24 الأخيرة"."""
        value = self.value(i + 1 + (self.text(i + 1) == "ال"))
        if value is None or not self.any(value.last, "past"):
            return None
        return self.last_units(Quantity(value.value, unit, value.last + 1), i)

    def _counted_before(self, unit: int, i: int) -> TimeExpression | None:
        """ "الـ48 ساعة الماضية"."""
        for start in range(max(self.done, i - 4), i):
            value = self.value(start)
            if value is not None and value.last == i:
                first = start - (self.text(start - 1) == "ال")
                return self.last_units(Quantity(value.value, unit, i + 2), first)
        return None
