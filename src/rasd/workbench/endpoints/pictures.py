"""Map, timeline, counts and network of the acts that are wanted."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from rasd.workbench.asking import Picturing, Reader, TheBench
from rasd.workbench.shapes import answer, gives
from rasd.workbench.summing import (
    By,
    Counted,
    Features,
    Group,
    Network,
    Timeline,
    Unit,
    counts,
    features,
    network,
    timeline,
)

router = APIRouter(tags=["pictures"])


@router.get("/map", **gives(Features))
def map_(held: TheBench, user: Reader, asked: Picturing) -> Response:
    """Acts as GeoJSON, the latest first, 20,000 at most."""
    return answer(features(held.picture.acts(asked.wanted())))


@router.get("/timeline", **gives(Timeline))
def timeline_(held: TheBench, user: Reader, asked: Picturing, by: Unit = "day", group: Group = "type") -> Response:
    """Acts by the time they began."""
    return answer(timeline(held.picture.acts(asked.wanted()), by, group))


@router.get("/counts", **gives(Counted))
def counts_(held: TheBench, user: Reader, asked: Picturing, by: By = "type") -> Response:
    """How many acts have each value."""
    return answer(counts(held.picture.acts(asked.wanted()), by, held.codebook))


@router.get("/network", **gives(Network))
def network_(held: TheBench, user: Reader, asked: Picturing) -> Response:
    """Actors and what they do to each other."""
    return answer(network(held.picture.acts(asked.wanted()), held.codebook))


