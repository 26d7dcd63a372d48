"""Reports made of templates for archives: many, all different, the same every time; and their files in every form."""

from __future__ import annotations

import gzip
import io
import json
import random
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_PLACES = ["سراقب", "أريحا", "جسر", "الشغور", "خان", "شيخون", "معرة", "النعمان", "الباب", "منبج", "عفرين", "تل", "رفعت", "دوما", "حرستا", "درعا", "جاسم", "الصنمين", "الرقة", "الشدادي", "الميادين", "هجين", "الموصل", "تلعفر", "بيجي", "الفلوجة", "تعز", "مأرب", "حجة", "الحديدة", "غزة", "رفح", "خان", "يونس", "جباليا"]
_DOERS = ["قوات النظام", "الطيران الروسي", "قوات سوريا الديمقراطية", "تنظيم الدولة", "الحوثيون", "مسلحون مجهولون", "القوات العراقية", "قوات الاحتلال"]
_ACTS = [
    "قصفت {doer} بالمدفعية بلدة {place} {day}، ما أدى إلى مقتل {dead} مدنيين وإصابة {hurt} آخرين.",
    "قتل {dead} أشخاص وأصيب {hurt} في غارة جوية شنتها {doer} على مدينة {place} {day}.",
    "اعتقلت {doer} {dead} مدنيين خلال مداهمة منازل في {place} {day}.",
    "اندلعت اشتباكات بين {doer} ومسلحين في محيط {place} {day}، وسقط {dead} قتلى من الطرفين.",
    "انفجرت عبوة ناسفة بسيارة تابعة لـ{doer} قرب {place} {day}، ما أسفر عن إصابة {hurt} عناصر.",
    "خرجت مظاهرة في {place} {day} للمطالبة بالإفراج عن المعتقلين.",
]
_SAID = ["وقال مصدر محلي إن الوضع متوتر في المنطقة.", "وأفاد الدفاع المدني بأن فرقه نقلت المصابين إلى المشافي.", "ولم تعلق أي جهة رسمية على الحادثة.", ""]
_DAYS = ["أمس", "اليوم", "مساء أمس", "فجر اليوم", "يوم الجمعة"]
_COUNTS = ["ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]


def _day(draw: random.Random) -> str:
    return str(date(2023, 1, 1) + timedelta(days=draw.randrange(700)))


def reports(count: int, seed: int = 1) -> list[dict[str, str]]:
    """Reports of one to four sentences, as JSON lines hold them."""
    draw = random.Random(seed)
    found = []
    for n in range(count):
        sentences = []
        for _ in range(draw.choices([1, 2, 3], [60, 30, 10])[0]):
            act = draw.choice(_ACTS)
            sentences.append(act.format(doer=draw.choice(_DOERS), place=draw.choice(_PLACES), day=draw.choice(_DAYS), dead=draw.choice(_COUNTS), hurt=draw.choice(_COUNTS)))
        published = _day(draw)
        text = " ".join([*sentences, draw.choice(_SAID)]).strip()
        found.append({"id": f"made-{n:06}", "published": published, "source": "شبكة", "text": text})
    return found


_NEWS = [
    "فاز فريق {town} على ضيفه {other} بهدفين مقابل هدف في الجولة {count} من الدوري الممتاز.",
    "ارتفعت أسعار الذهب في أسواق {town} اليوم، وبلغ سعر الغرام أعلى مستوى له منذ {count} أشهر.",
    "تتوقع الأرصاد الجوية طقسا مائلا إلى الحرارة في {town} و{other} نهارا، ولطيفا في الليل.",
    "افتتحت في {town} الدورة {count} من معرض الكتاب بمشاركة دور نشر من {other}.",
    "وقعت جامعتا {town} و{other} مذكرة تفاهم لتبادل الطلاب والأساتذة مدة {count} أعوام.",
    "أطلقت وزارة الصحة حملة لتلقيح الأطفال في {town} تستمر {count} أيام.",
    "عرضت فرقة {town} للمسرح عملها الجديد أمام جمهور كبير، وتجول به في {other} الشهر المقبل.",
    "سجلت صادرات {town} من الزيتون زيادة بنسبة {count} في المئة عن العام الماضي، بحسب غرفة التجارة.",
    "أعلنت شركة الطيران فتح خط مباشر بين {town} و{other} ابتداء من الصيف.",
    "نشر باحثون من جامعة {town} دراسة عن فوائد النوم المبكر شملت {count} آلاف شخص.",
]
_TOWNS = ["القاهرة", "عمان", "تونس", "الرباط", "الدوحة", "مسقط", "بيروت", "الإسكندرية", "طنجة", "صفاقس", "الكويت", "أبوظبي"]
_MORE_NEWS = ["وأعرب الحاضرون عن سعادتهم بالتنظيم.", "ومن المقرر أن يعقد مؤتمر صحفي في وقت لاحق.", "وتفاعل رواد مواقع التواصل مع الخبر.", ""]


def news(count: int, telling: int, seed: int = 1) -> list[dict[str, str]]:
    """General news in which `telling` of 100 pages are of `reports`, strewn among pages of sport, economy, weather and culture."""
    draw = random.Random(seed)
    known = reports(count * telling // 100, seed)
    found = []
    for n in range(count):
        told = n * telling // 100
        if (n + 1) * telling // 100 > told:
            row = known[told]
        else:
            lines = [draw.choice(_NEWS).format(town=draw.choice(_TOWNS), other=draw.choice(_TOWNS), count=draw.choice(_COUNTS)) for _ in range(draw.choice((1, 2, 3)))]
            row = {"published": _day(draw), "source": "صحيفة", "text": " ".join([*lines, draw.choice(_MORE_NEWS)]).strip()}
        found.append({**row, "id": f"news-{n:07}"})
    return found


_AROUND = [
    "وتشهد المنطقة منذ أسابيع حالة من الترقب، في ظل حديث عن جولة جديدة من المحادثات برعاية دولية خلال الأيام المقبلة.",
    "ويعاني السكان من نقص في المياه والكهرباء وارتفاع أسعار الخبز والمحروقات، وفق ما ذكره المجلس المحلي في بيان نشره على صفحته.",
    "وكانت الأطراف قد توصلت في وقت سابق إلى اتفاق يقضي بفتح الطريق أمام الشاحنات، غير أن تنفيذه تأخر أكثر من مرة.",
    "ودعت منظمات إنسانية إلى تسهيل وصول المساعدات إلى العائلات في القرى البعيدة قبل حلول الشتاء.",
    "وأوضح المصدر أن الأسواق فتحت أبوابها جزئيا، وأن حركة السير عادت تدريجيا إلى الشوارع الرئيسية في المدينة.",
]


def long_reports(count: int, characters: int, seed: int = 1) -> list[dict[str, str]]:
    """Reports of about so many characters: paragraphs of `reports`, each second one followed by one that tells of no act."""
    draw, given = random.Random(seed), iter(reports(count * (characters // 100 + 2), seed))
    found = []
    for n in range(count):
        row, paragraphs = next(given), list[str]()
        while sum(map(len, paragraphs)) < characters - 100:
            paragraphs.append(next(given)["text"])
            if len(paragraphs) % 3:
                paragraphs.append(" ".join(draw.sample(_AROUND, 2)))
        found.append({**row, "id": f"long-{n:06}", "text": "\n".join(paragraphs)})
    return found


def write_lines(path: Path, rows: list[dict[str, str]], extra: list[bytes] | None = None) -> Path:
    """JSON lines, with lines that are no reports strewn among them."""
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in rows]
    for n, line in enumerate(extra or ()):
        lines.insert((n + 1) * len(lines) // (len(extra or ()) + 1), line)
    content = b"\n".join(lines) + b"\n"
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def write_table(path: Path, rows: list[dict[str, str]], group: int = 100) -> Path:
    """Parquet in row groups, days as dates."""
    table = pa.Table.from_pylist([{**row, "published": date.fromisoformat(row["published"])} for row in rows])
    pq.write_table(table, path, row_group_size=group)
    return path


def write_warc(path: Path, rows: list[dict[str, str]], statuses: tuple[int, ...] = (200,)) -> Path:
    """A web archive of plain texts, one answer a report."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    out = io.BytesIO()
    for n, row in enumerate(rows):
        body = row["text"].encode()
        head = f"HTTP/1.1 {statuses[n % len(statuses)]} X\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        record = WarcRecord()
        record.init_headers(content_length=len(head) + len(body), record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = f"https://news.example/{row['id']}.{row['published']}.txt"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(head + body)
        record.write(out)
    content = out.getvalue()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path
