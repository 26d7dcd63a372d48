"""ACLED's rules for one record: sub-event type, actors with their categories, fatalities."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from rasd.arabic.letters import fold
from rasd.event import Actor, Count, Event
from rasd.exports.acled_settings import AcledSettings
from rasd.exports.world import World, country

PRECEDENCE = {
    "Government regains territory": "Battles",
    "Non-state actor overtakes territory": "Battles",
    "Armed clash": "Battles",
    "Excessive force against protesters": "Protests",
    "Protest with intervention": "Protests",
    "Peaceful protest": "Protests",
    "Violent demonstration": "Riots",
    "Mob violence": "Riots",
    "Chemical weapon": "Explosions/Remote violence",
    "Air/drone strike": "Explosions/Remote violence",
    "Suicide bomb": "Explosions/Remote violence",
    "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Remote explosive/landmine/IED": "Explosions/Remote violence",
    "Grenade": "Explosions/Remote violence",
    "Sexual violence": "Violence against civilians",
    "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians",
    "Agreement": "Strategic developments",
    "Arrests": "Strategic developments",
    "Change to group/activity": "Strategic developments",
    "Disrupted weapons use": "Strategic developments",
    "Headquarters or base established": "Strategic developments",
    "Looting/property destruction": "Strategic developments",
    "Non-violent transfer of territory": "Strategic developments",
    "Other": "Strategic developments",
}
"""Sub-event type to event type, in ACLED's order of precedence."""
INTER = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
)  # fmt: skip
"""ACLED's categories of actors, formerly 1 to 8."""
_BY_KIND = {
    "military": "State forces", "police": "State forces", "authority": "State forces", "armed_group": "Rebel group",
    "militia": "Political militia", "crime": "Political militia", "civilians": "Civilians",
    "organization": "External/Other forces", "peacekeepers": "External/Other forces",
}  # fmt: skip
_BY_ID = {
    "aanes": "Rebel group", "asayish": "Political militia", "armed_group_unspecified": "Political militia",
    "unidentified_gunmen": "Political militia", "tribal_fighters": "Identity militia", "protesters": "Protesters",
    "palestinian_authority": "State forces",
}  # fmt: skip
_ARMED = frozenset(INTER) - {"Protesters", "Civilians"}
_UNARMED_TARGET = frozenset(["attack", "killing", "assassination"])
_BY_SOMEBODY = {"Violence against civilians", "Explosions/Remote violence", "Battles"}
_vague = {
    "several": re.compile(r"\b(?:عدد|عده|بضع|بضعه|بعض|مجموعه)\b"),
    "dozens": re.compile(r"\b(?:ال)?عشرات\b"),
    "hundreds": re.compile(rf"\b(?:ال)?{fold('مئات')}\b"),
    "thousands": re.compile(r"\b(?:الالاف|الاف|الوف)\b"),
}
"""Vague plurals in folded words, each a setting's name."""


class Side(msgspec.Struct, frozen=True):
    """One side of an event: the actor, those with it, and its category; all "" where there is nobody."""

    actor: str = ""
    associates: tuple[str, ...] = ()
    inter: str = ""


class Coded(msgspec.Struct, frozen=True):
    """A record as ACLED sees it."""

    event_type: str
    sub_event_type: str
    side1: Side
    side2: Side


def code(event: Event, where: str | None, world: World, settings: AcledSettings) -> Coded | None:
    """The record by ACLED's rules in the country `where` (alpha-2); None where the data set would not hold it."""
    mapping = world.type(event.event_type).acled
    if event.status not in settings.statuses or not mapping:
        return None
    sides = _Sides(where, world, settings)
    sub = _sub_event(event, mapping[1], sides)
    if sub is None:
        return None
    kind = PRECEDENCE[sub]
    first, second = _sides(event, kind, sub, sides)
    return Coded(kind, sub, first, second)


class _Sides:
    """Names and categories of actors in a country."""

    def __init__(self, where: str | None, world: World, settings: AcledSettings) -> None:
        self.where, self.world, self.settings = where, world, settings

    def inter(self, actor: str) -> str:
        info = self.world.actor(actor)
        found = self.settings.inter.get(actor) or _BY_ID.get(actor) or _BY_KIND.get(info.kind, "Political militia")
        abroad = info.country and self.where and info.country != self.where
        foreign = info.kind == "military" and not info.country and actor != "military_unspecified"
        return "External/Other forces" if found == "State forces" and (abroad or foreign) else found

    def name(self, actor: str) -> str:
        if actor in self.settings.names:
            return self.settings.names[actor]
        if actor == "unidentified_gunmen":
            return self.of("Unidentified Armed Group")
        label = self.world.actor(actor).label_en
        return self.of(label) if self.inter(actor) in ("Civilians", "Protesters") else label

    def of(self, label: str) -> str:
        """A general name with the country: Civilians (Syria)."""
        return f"{label} ({country(self.where).name})" if self.where else label

    def side(self, actors: Sequence[Actor], associates: Sequence[Actor] = ()) -> Side:
        if not actors:
            return Side()
        main = next((a for a in actors if self.inter(a.id) in _ARMED), actors[0])
        others = [self.name(a.id) for a in (*actors, *associates) if a.id != main.id]
        inter = self.inter(main.id)
        if inter == "Civilians":
            if main.id != "civilians":
                others.insert(0, self.name(main.id))
            return Side(self.of("Civilians"), tuple(dict.fromkeys(others)), inter)
        return Side(self.name(main.id), tuple(dict.fromkeys(others)), inter)

    def armed(self, actors: Sequence[Actor]) -> bool:
        return any(self.inter(a.id) in _ARMED for a in actors)


def _sub_event(event: Event, mapped: str, sides: _Sides) -> str | None:
    """The sub-event type: the codebook's, or another where who acts, who is hit or how many decide."""
    kind, counts = event.event_type, event.toll.counts()
    acting = [sides.inter(a.id) for a in event.initiators]
    if kind == "territory_taken":
        return "Government regains territory" if "State forces" in acting else "Non-state actor overtakes territory"
    if kind in _UNARMED_TARGET and sides.armed(event.targets):
        return "Armed clash"
    if kind == "crackdown":
        hurt = any(counts[n].low > 0 for n in ("killed", "wounded") if n in counts)
        return "Excessive force against protesters" if hurt else "Protest with intervention"
    if kind == "riot" and "Protesters" in acting:
        return "Violent demonstration"
    if kind == "arrest":
        return _arrest(event, acting, counts.get("detained"), sides.settings)
    return mapped


def _arrest(event: Event, acting: list[str], detained: Count | None, settings: AcledSettings) -> str | None:
    state = not acting or any(a in ("State forces", "External/Other forces") for a in acting)
    judges = any(a.id in settings.judicial_groups for a in event.initiators)
    if not state and not judges and settings.nonstate_arrests == "abduction":
        return "Abduction/forced disappearance"
    return "Arrests" if (detained.low if detained else 1) >= settings.least_arrested else None


def _sides(event: Event, kind: str, sub: str, sides: _Sides) -> tuple[Side, Side]:
    first = sides.side(event.initiators, event.supporters)
    second = sides.side(event.targets)
    if kind == "Protests":
        crowd = Side(sides.of("Protesters"), (), "Protesters")
        return crowd, (first if event.event_type == "crackdown" else second)
    if kind == "Riots":
        return Side(sides.of("Rioters"), (first.actor,) if first.inter not in ("", "Civilians", "Protesters") else (), "Rioters"), second
    if kind in _BY_SOMEBODY and not first.actor:
        first = Side(sides.of("Unidentified Armed Group"), (), "Political militia")
    if kind == "Violence against civilians" and (not second.actor or second.inter not in ("Civilians", "Protesters")):
        second = Side(sides.of("Civilians"), (second.actor,) if second.actor else (), "Civilians")
    if sub == "Agreement" and len(event.initiators) > 1:
        return sides.side(event.initiators[:1], event.supporters), sides.side(event.initiators[1:])
    return first, second


def fatalities(event: Event, settings: AcledSettings) -> int:
    """The lowest figure; a vague plural is a number by ACLED's convention; 0 where no death is told."""
    killed = event.toll.counts().get("killed")
    if killed is None:
        return 0
    words = fold(killed.text)
    if killed.high is None and not any(c.isdigit() for c in words):
        for name, pattern in reversed(_vague.items()):
            if pattern.search(words):
                return int(getattr(settings, name))
    return killed.low


def disorder(kind: str, sub: str) -> str:
    """ACLED's disorder type."""
    if sub == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    if kind == "Protests" or sub == "Violent demonstration":
        return "Demonstrations"
    return "Strategic developments" if kind == "Strategic developments" else "Political violence"


def interaction(first: Side, second: Side) -> str:
    """The two categories, in ACLED's order; "… only" where there is one side."""
    both = sorted({s.inter for s in (first, second)} - {""}, key=INTER.index)
    if not both:
        return ""
    if not (first.inter and second.inter):
        return f"{both[0]} only"
    return f"{both[0]}-{both[-1]}"
