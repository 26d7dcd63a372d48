from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from rasd.reading.items import Item, ReadFault, ReadReport, read_source

ANDROID = """05/03/2023, 9:41 م - الرسائل والمكالمات مشفّرة تمامًا بين الطرفين.
05/03/2023, 9:42 م - أبو محمد: قصف مدفعي على سراقب الآن
سقط شهيدان وخمسة جرحى
05/03/2023, 9:43 م - +963 944 123 456: <تم استبعاد الوسائط>
05/03/2023, 9:44 م - +963 944 123 456: الطيران فوق البلدة: حذارِ
05/03/2023, 9:45 م - أبو محمد: 😢😢
13/03/2023, 8:01 ص - أبو محمد: تم حذف هذه الرسالة
13/03/2023, 8:02 ص - أبو محمد: عادت الكهرباء إلى الحي <تم تعديل هذه الرسالة>
"""
APPLE = """[٥/٣/٢٠٢٣، ٩:٤١:٠٥ م] شبكة الميدان: \u200eالرسائل والمكالمات مشفّرة.
\u200f[٥\u200f/٣\u200f/٢٠٢٣، ٩:٤٢:٠٥ م] ~\u00a0أبو محمد: قصف مدفعي على سراقب الآن
سقط شهيدان وخمسة جرحى
[٥/٣/٢٠٢٣، ٩:٤٣:٠٥ م] أبو محمد: \u200e<المُرفق: 00000012-PHOTO.jpg>
[١٣/٣/٢٠٢٣، ٨:٠٢:٠٠ ص] أبو محمد: عادت الكهرباء إلى الحي
"""


def reports(items: list[Item]) -> list[ReadReport]:
    assert all(isinstance(i, ReadReport) for i in items), [str(i.error) for i in items if isinstance(i, ReadFault)]
    return items  # type: ignore[return-value]


def again(item: ReadReport) -> list[Item]:
    return list(read_source(item.address, content=item.content, media_type=item.media_type))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_whatsapp_of_android(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "دردشة واتساب مع شبكة سراقب.txt"
    file.write_bytes(ANDROID.encode(encoding))
    found = reports(list(read_source(str(file))))
    assert [i.report.text for i in found] == ["قصف مدفعي على سراقب الآن\nسقط شهيدان وخمسة جرحى", "الطيران فوق البلدة: حذارِ", "عادت الكهرباء إلى الحي"]
    assert [i.author for i in found] == ["أبو محمد", None, "أبو محمد"], "no telephone numbers"
    assert {i.outlet for i in found} == {"شبكة سراقب"}
    assert [i.report.published for i in found] == [date(2023, 3, 5), date(2023, 3, 5), date(2023, 3, 13)]
    assert [i.address for i in found] == [f"{file}:{n}" for n in (2, 5, 8)]
    assert all(again(item) == [item] for item in found)


def test_whatsapp_of_apple(tmp_path: Path) -> None:
    file = tmp_path / "_chat.txt"
    file.write_text(APPLE, encoding="utf-8")
    found = reports(list(read_source(str(file))))
    assert [i.report.text for i in found][1:] == ["قصف مدفعي على سراقب الآن\nسقط شهيدان وخمسة جرحى", "عادت الكهرباء إلى الحي"]
    assert [str(i.report.published) for i in found] == ["2023-03-05", "2023-03-05", "2023-03-13"]
    assert found[1].author == "أبو محمد"


@pytest.mark.parametrize(("first", "day"), [("3/5/23, 21:41", "2023-03-05"), ("2023/03/05، 21:41", "2023-03-05"), ("05.03.23, 21:41", "2023-03-05")])
def test_whatsapp_dates(tmp_path: Path, first: str, day: str) -> None:
    second = "3/25/23, 21:42" if first.startswith("3/5") else first
    file = tmp_path / "a.txt"
    file.write_text(f"{first} - علي: قصف على البلدة\n{second} - علي: قصف على البلدة من جديد\n", encoding="utf-8")
    assert str(reports(list(read_source(str(file))))[0].report.published) == day


MESSAGES = [
    {"id": 1, "type": "service", "date": "2023-03-05T10:00:00", "action": "create_channel", "text": ""},
    {"id": 2, "type": "message", "date": "2023-03-05T10:11:12", "from": "شبكة الميدان", "from_id": "channel1", "text": ["قصف على ", {"type": "bold", "text": "سراقب"}, " قتل شخصين"]},
    {"id": 3, "type": "message", "date": "2023-03-05T11:00:00", "from": "شبكة الميدان", "from_id": "channel1", "photo": "photos/1.jpg", "text": "آثار القصف على المدينة"},
    {"id": 4, "type": "message", "date": "2023-03-05T11:00:00", "from": "شبكة الميدان", "from_id": "channel1", "photo": "photos/2.jpg", "text": ""},
    {"id": 5, "type": "message", "date": "2023-03-05T11:00:00", "from": "شبكة الميدان", "from_id": "channel1", "photo": "photos/3.jpg", "text": "تصوير: فريق الميدان"},
    {"id": 6, "type": "message", "date": "2023-03-06T09:00:00", "from": "شبكة الميدان", "from_id": "channel1", "forwarded_from": "مرصد الساحل", "text": "انفجار لغم بسيارة مدنية قرب جبلة"},
    {"id": 7, "type": "message", "date": "2023-03-06T09:30:00", "from": "شبكة الميدان", "from_id": "channel1", "text": [{"type": "link", "text": "https://t.me/x"}]},
    {"id": 8, "type": "message", "date": "2023-03-06T09:40:00", "from": "سامر", "from_id": "user9", "text": "Only English here"},
]  # fmt: skip
CHAT = {"name": "شبكة الميدان", "type": "public_channel", "id": 77, "messages": MESSAGES}


@pytest.mark.parametrize("whole", [CHAT, {"about": "…", "chats": {"about": "…", "list": [CHAT]}}])
def test_telegram(tmp_path: Path, whole: object) -> None:
    file = tmp_path / "result.json"
    file.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    *found, fault = read_source(str(tmp_path))
    items = reports(found)
    assert [i.report.text for i in items] == ["قصف على سراقب قتل شخصين", "آثار القصف على المدينة\n\nتصوير: فريق الميدان", "انفجار لغم بسيارة مدنية قرب جبلة"]
    assert [i.outlet for i in items] == ["شبكة الميدان", "شبكة الميدان", "مرصد الساحل"]
    assert [str(i.report.published) for i in items] == ["2023-03-05", "2023-03-05", "2023-03-06"]
    assert [i.address for i in items] == [f"{file}:77/{n}" for n in (2, 3, 6)]
    assert isinstance(fault, ReadFault) and "not in Arabic" in fault.error.what and fault.content
    assert all(again(item) == [item] for item in items)


def test_telegram_page(tmp_path: Path) -> None:
    body = """<div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold"> شبكة الميدان </div></div></div>
<div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details"> 5 March 2023 </div></div>
<div class="message default clearfix" id="message2"><div class="body"><div class="pull_right date details" title="05.03.2023 10:11:12 UTC+03:00">10:11</div>
<div class="from_name"> شبكة الميدان </div><div class="text"> قصف على <strong>سراقب</strong><br>قتل شخصين </div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body"><div class="pull_right date details" title="06.03.2023 09:00:00 UTC+03:00">09:00</div>
<div class="forwarded body"><div class="from_name"> مرصد الساحل <span class="date details" title="05.03.2023 20:00:00"> 05.03.2023 20:00:00</span></div><div class="text"> انفجار لغم بسيارة مدنية قرب جبلة </div></div></div></div>
</div></div></div>"""
    file = tmp_path / "messages.html"
    file.write_text(f'<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>{body}</body></html>', encoding="utf-8")
    items = reports(list(read_source(str(file))))
    assert [i.report.text for i in items] == ["قصف على سراقب\nقتل شخصين", "انفجار لغم بسيارة مدنية قرب جبلة"]
    assert [(i.outlet, str(i.report.published), i.address) for i in items] == [("شبكة الميدان", "2023-03-05", f"{file}:2"), ("مرصد الساحل", "2023-03-06", f"{file}:3")]
