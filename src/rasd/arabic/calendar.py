"""Time expressions in folded words, resolved against the day of publication.

Gregorian months by their Egyptian, Levantine and Maghrebi names, Hijri dates, digits in all
orders, weekdays, parts of the day, relative phrases, spans and "since". What is relative stays
unresolved (start and end None) when the day of publication is unknown.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from hijridate import Hijri

from rasd.arabic.numerals import find_numbers
from rasd.arabic.words import Word

Kind = Literal["absolute", "relative", "weekday", "span", "since", "clock", "same_day"]
Precision = Literal["day", "week", "month", "year"]


class TimeExpression(NamedTuple):
    """Days from start to end, told by words [first, last)."""

    start: date | None
    end: date | None
    precision: Precision
    first: int
    last: int
    kind: Kind


MONTHS: dict[str, int] = {
    w: n
    for n, words in {
        1: "يناير جانفي كانون_الثاني كانون2", 2: "فبراير شباط فيفري", 3: "مارس اذار", 4: "ابريل نيسان افريل", 5: "مايو ايار ماي", 6: "يونيو حزيران جوان",
        7: "يوليو تموز جويليه يوليوز", 8: "اغسطس اب اوت غشت", 9: "سبتمبر ايلول شتنبر", 10: "اكتوبر تشرين_الاول تشرين1", 11: "نوفمبر تشرين_الثاني نونبر تشرين2",
        12: "ديسمبر كانون_الاول دجنبر كانون1",
    }.items()
    for w in words.split()
}  # fmt: skip
HIJRI = {
    "محرم": 1, "صفر": 2, "ربيع_الاول": 3, "ربيع_الاخر": 4, "ربيع_الثاني": 4, "جمادي_الاولي": 5, "جمادي_الاخره": 6, "جمادي_الثانيه": 6, "رجب": 7, "شعبان": 8,
    "رمضان": 9, "شوال": 10, "ذو_القعده": 11, "ذي_القعده": 11, "ذو_الحجه": 12, "ذي_الحجه": 12,
}  # fmt: skip
WEEKDAYS = {"اثنين": 0, "ثلاثاء": 1, "اربعاء": 2, "خميس": 3, "جمعه": 4, "سبت": 5, "احد": 6, "تلات": 1, "تلاتا": 1, "اربعا": 2}
DAY_PARTS = frozenset(
    "صباح صباحا فجر فجرا مساء ليل ليلا ليله ظهر ظهرا عصر عصرا ضحي مغرب غروب شروق سحر نهار عشيه منتصف ظهيره".split()
)
_ORDINAL_DAYS = {
    w: n
    for n, w in enumerate(
        "اول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر".split(), 1
    )
} | {"حادي": 11, "عشرين": 20, "ثلاثين": 30}  # fmt: skip
_PAST = frozenset("ماضي ماضيه منصرم منصرمه فاءت فايت فايته سابق سابقه اخير اخيره الماضيين ماضيين ماضيتين ماضيات".split())
_CURRENT = frozenset("جاري حالي جاريه حاليه هذا هذه".split())
_NEXT = frozenset("مقبل مقبله قادم قادمه تالي اتي".split())
_UNITS = {
    "ساعه": 0, "ساعات": 0, "ساعتين": 0, "يوم": 1, "ايام": 1, "يومين": 1, "يوما": 1, "اسبوع": 7, "اسابيع": 7, "اسبوعين": 7, "شهر": 30, "اشهر": 30, "شهور": 30,
    "شهرين": 30, "عام": 365, "عامين": 365, "سنه": 365, "سنوات": 365, "سنتين": 365, "اعوام": 365, "ليله": 1, "ليالي": 1, "ليلتين": 1,
}  # fmt: skip
_DUALS = frozenset("ساعتين يومين اسبوعين شهرين عامين سنتين ليلتين يومان اسبوعان".split())
_YESTERDAY = frozenset("امس البارحه امبارح مبارح البارح".split())
_NOW = frozenset("اليوم الان هسه هلا".split())
_TOMORROW = frozenset("غدا الغد بكره غد".split())
_CLITICS = ("", "و", "ب", "ل", "ف", "ك", "وب", "ول")


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


_KNOWN = (
    frozenset(w.split("_")[0] for w in (*MONTHS, *HIJRI)) | frozenset(WEEKDAYS) | DAY_PARTS | frozenset(_UNITS)
    | {_bare(w) for w in (*_YESTERDAY, *_NOW, *_TOMORROW)} | frozenset(_ORDINAL_DAYS) | {"منذ", "خلال", "مطلع", "اواخر", "اوايل", "نهايه", "بدايه", "قبل", "يومي", "ليلتي", "اول", "نفسه", "قليل", "شوي", "بعد", "مدي", "عام"}
)  # fmt: skip


def _plain(word: str) -> str:
    """A word without clitics and article, where that leaves a word of time."""
    if word.startswith("لل") and word[2:] in _KNOWN:
        return word[2:]
    for clitic in _CLITICS:
        rest = word[len(clitic) :]
        if word.startswith(clitic) and _bare(rest) in _KNOWN:
            return _bare(rest)
    return _bare(word)


def find_times(words: Sequence[Word], published: date | None) -> list[TimeExpression]:
    """Every time expression of a report, in order."""
    return _Calendar(words, published).find()


class _Calendar:
    def __init__(self, words: Sequence[Word], published: date | None) -> None:
        self.raw = words
        self.words = [w.text for w in words]
        self.plain = [_plain(t) for t in self.words]
        self.today = published
        self._numbers: dict[int, tuple[int, int]] | None = None

    def find(self) -> list[TimeExpression]:
        found: list[TimeExpression] = []
        i = 0
        while i < len(self.words):
            word = self.plain[i]
            if word in _KNOWN or word[0].isdigit() or self.words[i] == "غد":
                time = self._safely(i)
                if time is not None:
                    found.append(time)
                    i = max(time.last, i + 1)
                    continue
            i += 1
        return found

    def _safely(self, i: int) -> TimeExpression | None:
        try:
            return self._at(i)
        except (ValueError, OverflowError):
            return None

    def _w(self, i: int) -> str:
        return self.plain[i] if 0 <= i < len(self.plain) else ""

    def _at(self, i: int) -> TimeExpression | None:
        for reader in (self._digits, self._since, self._span, self._relative, self._month_day, self._weekdays, self._period):
            time = reader(i)
            if time:
                return time
        return None

    # -- absolute dates

    def _digits(self, i: int) -> TimeExpression | None:
        """23-2-2011, 2011/02/23, 22/4."""
        if not self.words[i].isdigit() or self._w(i + 1) not in ("-", "/", "."):
            return None
        parts, k, sign = [int(self.words[i])], i + 1, self.words[i + 1]
        while k + 1 < len(self.words) and self.words[k] == sign and self.words[k + 1].isdigit() and len(parts) < 3:
            parts.append(int(self.words[k + 1]))
            k += 2
        if len(parts) == 3:
            year, month, day = (parts[0], parts[1], parts[2]) if parts[0] > 31 else (parts[2], parts[1], parts[0])
            year += 2000 if year < 100 else 0
            if month > 12:
                month, day = day, month
            return self._day(date(year, month, day), i, k)
        if len(parts) == 2 and sign == "/" and parts[1] <= 12 and parts[0] <= 31 and self.today:
            return self._day(self._latest(parts[1], parts[0]), i, k)
        return None

    def _day(self, day: date, first: int, last: int, kind: Kind = "absolute") -> TimeExpression:
        return TimeExpression(day, day, "day", self._part_before(first), self._part_after(last), kind)

    def _part_before(self, first: int) -> int:
        while first > 0 and (self._w(first - 1) in DAY_PARTS or self._w(first - 1) in ("يوم", "نهار", "ساعات", "من", "متاخره") and self._w(first - 2) in DAY_PARTS):
            first -= 1
        return first

    def _part_after(self, last: int) -> int:
        while self._w(last) in DAY_PARTS and self._w(last) not in ("ليله", "عشيه"):
            last += 1
        return last

    def _month(self, i: int, table: dict[str, int]) -> tuple[int, int] | None:
        """(month, words) of a month name at i; double names ("تشرين الثاني/نوفمبر") are one."""
        word = self._w(i)
        for length, name in ((2, f"{word}_{self.words[i + 1]}" if i + 1 < len(self.words) else ""), (1, word)):
            if name in table:
                if self._w(i + length) in ("/", "(", "-") and self._w(i + length + 1) in table and table[self._w(i + length + 1)] == table[name]:
                    length += 2 + (self._w(i + length + 2) == ")")
                return table[name], length
        return None

    def _month_day(self, i: int) -> TimeExpression | None:
        day, k = self._day_number(i)
        if day is None:
            return self._month_alone(i)
        while self._w(k) in ("من", "شهر"):
            k += 1
        month = self._month(k, MONTHS)
        if month:
            return self._dated(day, month[0], i, k + month[1])
        hijri = self._month(k, HIJRI)
        if hijri:
            return self._hijri(day, hijri[0], i, k + hijri[1])
        if self._w(k) in ("جاري", "حالي") or (self._w(k - 1) == "شهر" and self._w(k) in _CURRENT | _PAST):
            return self._of_month(day, i, k)
        return None

    def _day_number(self, i: int) -> tuple[int | None, int]:
        """A day of the month: digits, "the third", "the twenty-third", "ten"."""
        word = self._w(i)
        if self.words[i].isdigit() and 1 <= int(self.words[i]) <= 31:
            return int(self.words[i]), i + 1
        ordinal = _ORDINAL_DAYS.get(_bare(self.words[i].removeprefix("و").removeprefix("ب")) if word not in _ORDINAL_DAYS else word)
        if ordinal is None:
            return None, i
        following = self.words[i + 1] if i + 1 < len(self.words) else ""
        if following == "عشر" and ordinal < 12:
            return (ordinal if ordinal > 10 else ordinal + 10), i + 2
        if following in ("والعشرين", "والعشرون"):
            return ordinal % 10 + 20 if ordinal != 11 else 21, i + 2
        if following in ("والثلاثين",):
            return 31, i + 2
        return ordinal, i + 1

    def _latest(self, month: int, day: int) -> date:
        assert self.today is not None
        for year in (self.today.year, self.today.year - 1):
            if day <= monthrange(year, month)[1] and date(year, month, day) <= self.today + timedelta(days=1):
                return date(year, month, day)
        return date(self.today.year - 1, month, min(day, monthrange(self.today.year - 1, month)[1]))

    def _year(self, k: int) -> tuple[int | None, int]:
        """A year at k: "2014", "من العام الماضي", "عام 2014"."""
        if self._w(k) in ("من", "عام", "سنه", "لعام", "ل") and self._w(k + 1) in ("عام", "سنه"):
            k += 1
        if self._w(k) in ("عام", "سنه", "لعام"):
            k += 1
        word = self._w(k)
        if word.isdigit() and len(word) == 4 and 1300 < int(word) < 2200:
            return int(word), k + 1
        if self.today and self._w(k - 1) in ("عام", "سنه"):
            if word in _PAST:
                return self.today.year - 1, k + 1
            if word in _CURRENT:
                return self.today.year, k + 1
        return None, k

    def _dated(self, day: int, month: int, first: int, last: int) -> TimeExpression | None:
        year, end = self._year(last)
        other = self._other_end(first, month)
        if year:
            start = date(year, month, day)
        elif self.today is None:
            return TimeExpression(None, None, "day", first, last, "absolute")
        elif self._w(last) in _NEXT:
            start, end = date(self.today.year, month, day), last + 1
            if start < self.today:
                start = date(self.today.year + 1, month, day)
        else:
            start = self._latest(month, day)
            end = last + (self._w(last) in _PAST | _CURRENT)
        time = self._day(start, first, end)
        if other:
            return time._replace(start=date(start.year, month, other[0]), first=other[1], kind="span")
        return time

    def _other_end(self, first: int, month: int) -> tuple[int, int] | None:
        """ "Between 3 and 7 May": the day before the one at `first`."""
        if self._w(first - 1) in ("و", "الي", "-") and self._w(first - 2).isdigit() and self._w(first - 3) in ("بين", "من"):
            day = int(self._w(first - 2))
            if 1 <= day <= 31:
                return day, first - 3
        return None

    def _of_month(self, day: int, first: int, k: int) -> TimeExpression | None:
        if self.today is None:
            return TimeExpression(None, None, "day", first, k + 1, "relative")
        base = self.today
        if self._w(k) in _PAST:
            base = base.replace(day=1) - timedelta(days=1)
        return self._day(base.replace(day=day), first, k + 1, "relative")

    def _hijri(self, day: int, month: int, first: int, last: int) -> TimeExpression | None:
        year, end = self._year(last)
        if year is None or year > 1600:
            if self.today is None:
                return TimeExpression(None, None, "day", first, last, "absolute")
            year, end = Hijri(1445, 1, 1).year + (self.today.year - 2024), last
            guess = Hijri(year, month, day).to_gregorian()
            while guess > self.today:
                year -= 1
                guess = Hijri(year, month, day).to_gregorian()
            while Hijri(year + 1, month, day).to_gregorian() <= self.today:
                year += 1
        found = Hijri(year, month, day).to_gregorian()
        return self._day(date(found.year, found.month, found.day), first, end)

    def _month_alone(self, i: int) -> TimeExpression | None:
        month = self._month(i, MONTHS)
        if month is None:
            return None
        number, length = month
        last = i + length
        first = i - 1 if self._w(i - 1) in ("شهر", "مطلع", "اواخر", "اوايل", "نهايه", "بدايه", "منتصف") else i
        year, end = self._year(last)
        named = len(self.words[i]) > 3 or self._w(i - 1) == "شهر"
        if year is None:
            past = self._w(last) in _PAST
            if not named and not past and self._w(i - 1) != "في":
                return None
            if self.today is None:
                return TimeExpression(None, None, "month", first, last, "absolute")
            year, end = self.today.year, last + (past or self._w(last) in _NEXT | _CURRENT)
            if self._w(last) in _NEXT:
                year += number < self.today.month
            elif number > self.today.month or (past and number == self.today.month):
                year -= 1
        return TimeExpression(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month", first, end, "absolute")

    # -- days near the day of publication

    def _back(self, days: int, first: int, last: int, kind: Kind = "relative") -> TimeExpression:
        if self.today is None:
            return TimeExpression(None, None, "day", first, last, kind)
        day = self.today - timedelta(days=days)
        return TimeExpression(day, day, "day", self._part_before(first), self._part_after(last), kind)

    def _relative(self, i: int) -> TimeExpression | None:
        word, next_, after = self._w(i), self._w(i + 1), self._w(i + 2)
        raw = self.words[i].lstrip("وبلف") if self.words[i] not in _YESTERDAY else self.words[i]
        if word == "اول" and (next_ == "امس" or (next_ == "من" and after == "امس")):
            last = i + 2 + (next_ == "من")
            return self._back(2, i, self._weekday_after(last))
        if word == "قبل" and next_ == "امس":
            return self._back(2, i, i + 2)
        if word in ("ليله", "ليل") and next_ == "قبل" and after in ("ماضيه",):
            return self._back(2, i, i + 3)
        if word == "ليله" and next_ in ("ماضيه", "فايته", "منصرمه", "بارحه", "امس"):
            return self._back(1, i, i + 2)
        if self.words[i].endswith(("امس", "البارحه", "امبارح", "مبارح")) and _bare(raw) in ("امس", "بارحه", "امبارح", "مبارح"):
            return self._back(1, i, self._weekday_after(i + 1))
        if self.words[i] in ("اليوم", "واليوم", "لليوم") or (word == "يوم" and next_ in ("هذا",)):
            if next_ in ("نفسه", "ذاته", "عينه", "التالي", "تالي"):
                return None if next_ in ("تالي",) else TimeExpression(None, None, "day", i, i + 2, "same_day")
            if next_ in _PAST | _NEXT or after in ("علي", "الذي"):
                return None
            return self._back(0, i, self._weekday_after(i + 1))
        if word == "يوم" and next_ in ("نفسه", "ذاته"):
            return TimeExpression(None, None, "day", i, i + 2, "same_day")
        if self.words[i] in ("هسه", "هلا", "الان"):
            return self._back(0, i, i + 1)
        if word in ("صباح", "مساء", "ظهر", "فجر", "عصر", "ليله", "ليل") and self._w(i - 1) in ("هذا", "هذه"):
            return self._back(0, i - 1, i + 1)
        if word in ("قبل", "منذ") and next_ in ("قليل", "شوي", "لحظات", "ساعات", "دقايق", "ساعه", "وقت") and after not in ("من",):
            return self._back(0, i, i + 2) if next_ != "وقت" else None
        if word == "قليل" and self._w(i - 1) == "قبل":
            return self._back(0, i - 1, i + 1)
        if word in ("قبل",):
            return self._ago(i)
        if word in ("فجر", "فجرا", "صباحا", "ظهرا", "عصرا", "مساء", "ليلا", "صباح") and self._ends_phrase(i + 1) and self.words[i] in ("فجرا", "الفجر", "صباحا"):
            return self._back(0, i, i + 1) if self._w(i - 1) not in ("ساعه",) else None
        if self.words[i].removeprefix("و").removeprefix("ل") in ("غدا", "الغد", "بكره"):
            return self._back(-1 - (self._w(i - 1) == "بعد"), i - (self._w(i - 1) == "بعد"), self._weekday_after(i + 1))
        return None

    def _ends_phrase(self, i: int) -> bool:
        return i >= len(self.words) or not self.words[i][0].isalpha() or self._w(i) not in WEEKDAYS

    def _weekday_after(self, last: int) -> int:
        """ "Yesterday, Sunday": the weekday belongs to the phrase."""
        if self._w(last) == "," and self._w(last + 1) in WEEKDAYS and self.words[last + 1].startswith("ال"):
            return last + 2
        if self._w(last) in WEEKDAYS and self.words[last].startswith("ال"):
            return last + 1
        return last

    def _count(self, i: int) -> tuple[int | None, int]:
        """A number at i, read once for the whole report."""
        if self._numbers is None:
            self._numbers = {}
            for n in find_numbers(self.raw):
                if n.kind == "cardinal":
                    for k in range(n.first, n.last):
                        self._numbers.setdefault(k, (n.low, n.last))
        found = self._numbers.get(i)
        return found if found else (None, i)

    def _quantity(self, i: int) -> tuple[int | None, int | None, int]:
        """(count, days of the unit, end): "two days", "48 hours", "three weeks"."""
        while self.words[i : i + 1] and self.words[i] in ("ال", "نحو", "حوالي", "-"):
            i += 1
        if self._w(i) in _DUALS:
            return 2, _UNITS.get(self._w(i), 1), i + 1
        count, k = self._count(i)
        if count is None:
            return (1, _UNITS[self._w(i)], i + 1) if self._w(i) in _UNITS and self._w(i) not in ("ساعات", "ايام", "اشهر", "سنوات") else (None, None, i)
        return count, _UNITS.get(self._w(k)), k + 1

    def _ago(self, i: int) -> TimeExpression | None:
        count, unit, last = self._quantity(i + 1)
        if count is None or unit is None:
            return None
        if self._w(last) == "من" and self.words[last + 1 : last + 2] and self.words[last + 1].startswith("ال"):
            return None
        if unit in (0, 1):
            return self._back(count if unit else count // 24, i, last)
        if self.today is None:
            return TimeExpression(None, None, "day", i, last, "relative")
        if unit == 7:
            return self._back(7 * count, i, last)
        if unit == 30:
            month = self.today.month - 1 - count
            year, number = self.today.year + month // 12, month % 12 + 1
            return TimeExpression(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month", i, last, "relative")
        year = self.today.year - count
        return TimeExpression(date(year, 1, 1), date(year, 12, 31), "year", i, last, "relative")

    # -- weekdays

    def _weekdays(self, i: int) -> TimeExpression | None:
        if not self._is_weekday(i):
            return None
        last, first = i + 1, i
        second = None
        if self._is_weekday(last) and self._night(i):
            second, last = self._w(last), last + 1
        elif (self._w(last) in ("-", "/") and self._is_weekday(last + 1)) and self._night(i):
            second, last = self._w(last + 1), last + 2
        elif self.words[last : last + 1] and self.words[last].startswith("و") and self._is_weekday(last):
            second, last = self._w(last), last + 1
        elif self._night(i) and self._w(last) == "علي" and self._is_weekday(last + 1):
            second, last = self._w(last + 1), last + 2
        if self.today is None:
            return TimeExpression(None, None, "day", first, last, "weekday")
        qualifier = self._w(last)
        if qualifier in _NEXT:
            ahead = (WEEKDAYS[self._w(i)] - self.today.weekday()) % 7 or 7
            return self._back(-ahead, i, last + 1, "weekday")
        past = qualifier in _PAST
        back = (self.today.weekday() - WEEKDAYS[self._w(i)]) % 7
        if past and back == 0:
            back = 7
        start = self.today - timedelta(days=back)
        end = start
        if second:
            end = start + timedelta(days=(WEEKDAYS[second] - start.weekday()) % 7)
        if self._w(i - 1) in ("يوم", "نهار", "يومي", "ليلتي", "بين"):
            first = i - 1
        return TimeExpression(start, end, "day", self._part_before(first), self._part_after(last + past), "weekday" if not second else "span")

    def _is_weekday(self, i: int) -> bool:
        """الأحد, not "أحد" (someone); الجمعة after a prayer is no day."""
        if self._w(i) not in WEEKDAYS:
            return False
        word = self.words[i]
        article = "ال" in word[:4] or word.startswith("لل")
        return article and not (self._w(i - 1) in ("صلاه", "خطبه", "خطيب", "جامع"))

    def _night(self, i: int) -> bool:
        return self._w(i - 1) in ("ليل", "ليله", "بين", "فاصله") or self._w(i - 2) in ("ليل", "ليله")

    # -- spans

    def _since(self, i: int) -> TimeExpression | None:
        if self._w(i) != "منذ" or i + 1 >= len(self.words):
            return None
        k = i + 1
        while self._w(k) in ("يوم", "فجر", "صباح", "مساء", "ليل", "ليله", "ظهر", "عصر", "مطلع", "بدايه", "شهر", "نحو") and k < i + 4:
            k += 1
        inner = None
        if k < len(self.words):
            for reader in (self._digits, self._relative, self._month_day, self._weekdays):
                inner = reader(k)
                if inner:
                    break
        if inner is None:
            return self._since_quantity(i)
        if inner.start is None or self.today is None:
            return TimeExpression(None, None, inner.precision, i, inner.last, "since")
        return TimeExpression(inner.start, max(self.today, inner.start), "day", i, inner.last, "since")

    def _since_quantity(self, i: int) -> TimeExpression | None:
        count, unit, last = self._quantity(i + 1)
        if count is None or unit is None:
            return None
        if self.today is None:
            return TimeExpression(None, None, "day", i, last, "since")
        days = count * unit if unit else max(1, count // 24)
        return TimeExpression(self.today - timedelta(days=days), self.today, "day", i, last, "since")

    def _span(self, i: int) -> TimeExpression | None:
        """ "During the past 48 hours", "over three days"."""
        if self._w(i) not in ("خلال", "مدي", "في") or i + 1 >= len(self.words):
            return None
        count, unit, last = self._quantity(i + 1)
        if count is None or unit is None or self._w(last) not in _PAST:
            return self._span_article(i)
        return self._last_days(count, unit, i, last + 1)

    def _span_article(self, i: int) -> TimeExpression | None:
        word = self._w(i + 1)
        if word in ("ساعات", "ايام") and self._w(i + 2) in _PAST:
            count, unit, last = self._quantity(i + 3)
            if count:
                return self._last_days(count, unit or (0 if word == "ساعات" else 1), i, last)
        return None

    def _last_days(self, count: int, unit: int, first: int, last: int) -> TimeExpression | None:
        if unit >= 7 and count == 1:
            return None
        if self.today is None:
            return TimeExpression(None, None, "day", first, last, "span")
        days = count * unit if unit else max(1, round(count / 24))
        return TimeExpression(self.today - timedelta(days=days), self.today, "day", first, last, "span")

    def _period(self, i: int) -> TimeExpression | None:
        """ "Last month", "last week", "this year", "in 2014"."""
        word, next_ = self._w(i), self._w(i + 1)
        if word in ("عام", "سنه") and next_.isdigit() and len(next_) == 4 and 1300 < int(next_) < 2200:
            year = int(next_)
            return TimeExpression(date(year, 1, 1), date(year, 12, 31), "year", i, i + 2, "absolute")
        if not self.words[i].lstrip("وبل").startswith(("ال", "ش", "ا")) or next_ not in _PAST | _CURRENT or word not in ("شهر", "اسبوع", "عام", "سنه"):
            return None
        if self.today is None:
            return TimeExpression(None, None, "month", i, i + 2, "relative")
        today, past = self.today, next_ in _PAST
        if word == "اسبوع":
            if not past:
                return TimeExpression(today - timedelta(days=today.weekday()), today, "week", i, i + 2, "relative")
            return TimeExpression(today - timedelta(days=7), today - timedelta(days=1), "week", i, i + 2, "relative")
        if word == "شهر":
            base = today.replace(day=1) - timedelta(days=1) if past else today
            return TimeExpression(base.replace(day=1), base.replace(day=monthrange(base.year, base.month)[1]), "month", i, i + 2, "relative")
        year = today.year - past
        return TimeExpression(date(year, 1, 1), date(year, 12, 31), "year", i, i + 2, "relative")


