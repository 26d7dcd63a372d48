"""The words of a brief in English and Arabic."""

from __future__ import annotations

from datetime import date
from typing import Literal

Language = Literal["ar", "en"]

MONTHS_AR = (
    "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيو", "تموز/يوليو",
    "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
)  # fmt: skip
WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "title": "Brief", "to": "to", "acts": "Acts", "reports": "Reports", "types": "By type", "places": "By governorate",
        "map": "Map", "time": "Over time", "gravest": "The ten gravest", "disputed": "What is disputed", "killed": "killed",
        "wounded": "wounded", "detained": "detained", "abducted": "abducted", "released": "released", "displaced": "displaced",
        "sources": "Sources", "nothing": "Nothing in this period.", "unplaced": "Acts without a known point: ",
        "undisputed": "Nothing.", "unlinked": "These are records that were not linked into incidents: an act that two reports "
        "tell counts twice.", "ranges": "Tolls are ranges from the lowest to the highest number told; + where only a lower "
        "bound is told.", "names": "Names of private people are left out.", "alleged": "alleged", "denied": "denied",
        "attempted": "attempted", "planned": "planned", "occurred": "told as fact", "suspected": "suspected only: ",
        "denies": "denied for: ", "tolls_differ": "told differently: ", "by": "by", "on": "against", "none": "unknown", "others": "Other types",
    },
    "ar": {
        "title": "موجز", "to": "إلى", "acts": "الأفعال", "reports": "التقارير", "types": "بحسب النوع", "places": "بحسب المحافظة",
        "map": "الخريطة", "time": "عبر الزمن", "gravest": "أخطر عشرة", "disputed": "موضع الخلاف", "killed": "قتلى",
        "wounded": "جرحى", "detained": "معتقلون", "abducted": "مخطوفون", "released": "مفرج عنهم", "displaced": "نازحون",
        "sources": "المصادر", "nothing": "لا شيء في هذه المدة.", "unplaced": "أفعال بلا نقطة معروفة: ",
        "undisputed": "لا شيء.", "unlinked": "هذه سجلات لم تُربط في حوادث: الفعل الذي يرويه تقريران يُعدّ مرتين.",
        "ranges": "الحصائل نطاقات من أدنى رقم ورد إلى أعلاه؛ و+ حيث لم يرد سوى حد أدنى.",
        "names": "أسماء الأشخاص غير الرسميين محجوبة.", "alleged": "مزعوم", "denied": "منفي", "attempted": "محاولة",
        "planned": "مخطط له", "occurred": "ورد كحقيقة", "suspected": "مشتبه به فقط: ", "denies": "منفي عن: ",
        "tolls_differ": "وردت مختلفة: ", "by": "من", "on": "على", "none": "غير معروف", "others": "أنواع أخرى",
    },
}  # fmt: skip


def written_day(day: date, language: Language) -> str:
    """A day in words."""
    month = MONTHS_AR[day.month - 1] if language == "ar" else f"{day:%B}"
    return f"{day.day} {month} {day.year}"
