"""HXL: a header row, a row of hashtags, and rows with P-codes of the governorates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rasd.exports.cells import joined
from rasd.exports.columns import Value
from rasd.exports.item import Item
from rasd.exports.world import World, country, governorate, main_place, precision

_TAGS = {
    "id": "#event+id",
    "event type": "#event+type+code",
    "event": "#event+type+name+i_en",
    "event (Arabic)": "#event+type+name+i_ar",
    "status": "#status",
    "initiators": "#group+initiator+name",
    "targets": "#group+target+name",
    "start": "#date+start",
    "end": "#date+end",
    "country": "#country+name",
    "country code": "#country+code+v_iso3",
    "governorate": "#adm1+name+i_en",
    "governorate (Arabic)": "#adm1+name+i_ar",
    "governorate P-code": "#adm1+code+v_pcode",
    "district": "#adm2+name",
    "place": "#loc+name+i_en",
    "place (Arabic)": "#loc+name+i_ar",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "place precision": "#geo+precision",
    "killed, lowest": "#affected+killed+min+num",
    "killed, highest": "#affected+killed+max+num",
    "wounded, lowest": "#affected+injured+min+num",
    "wounded, highest": "#affected+injured+max+num",
    "detained, lowest": "#affected+detained+min+num",
    "abducted, lowest": "#affected+abducted+min+num",
    "displaced, lowest": "#affected+displaced+min+num",
    "source": "#meta+source",
    "report": "#meta+report+id",
    "confidence": "#meta+confidence+num",
}
HEADER = tuple(_TAGS)
TAGS = tuple(_TAGS.values())


def hxl_rows(items: Iterable[Item], world: World) -> Iterator[Sequence[Value]]:
    """The row of hashtags, then one row an item."""
    yield TAGS
    for item in items:
        yield _row(item, world)


def _row(item: Item, world: World) -> list[Value]:
    event = item.event
    kind, counts = world.type(event.event_type), event.toll.counts()
    outlets = joined(dict.fromkeys(o.outlet for o in item.origins))

    def low(name: str) -> int | None:
        return counts[name].low if name in counts else None

    def high(name: str) -> int | None:
        return counts[name].high if name in counts else None

    return [
        item.id, event.event_type, kind.label_en, kind.label_ar, event.status,
        joined(world.actor(a.id).label_en for a in event.initiators), joined(world.actor(a.id).label_en for a in event.targets),
        event.date.start, event.date.end, *_place(item),
        low("killed"), high("killed"), low("wounded"), high("wounded"), low("detained"), low("abducted"), low("displaced"),
        outlets or joined(item.sources), joined(o.document_id for o in item.origins), None if item.incident else event.confidence,
    ]  # fmt: skip


def _place(item: Item) -> list[Value]:
    place = main_place(item.event.places)
    if place is None:
        return [None] * 11
    land, area = country(place.country), governorate(place)
    return [
        land.name, land.iso3, area.name, area.name_ar, area.pcode, place.admin2, place.name, place.name_ar or place.text,
        place.latitude, place.longitude, precision(place),
    ]  # fmt: skip
