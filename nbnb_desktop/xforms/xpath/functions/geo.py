"""Functions on places. Distances in metres and areas in square metres, on a sphere of 6,378,100 m as in both ODK engines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from nbnb_desktop.xforms.xpath import values
from nbnb_desktop.xforms.xpath.environment import Context
from nbnb_desktop.xforms.xpath.functions.registry import Table
from nbnb_desktop.xforms.xpath.values import Value

TABLE = Table()
EARTH_RADIUS = 6_378_100.0
Point: TypeAlias = tuple[float, float]


def points(text: str) -> list[Point] | None:
    """The (latitude, longitude) pairs of a geopoint, geotrace or geoshape; None when it is none."""
    found: list[Point] = []
    for part in filter(str.strip, text.split(";")):
        numbers = [values.text_number(word) for word in part.split()]
        if not 2 <= len(numbers) <= 4 or any(map(math.isnan, numbers)) or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
            return None
        found.append((numbers[0], numbers[1]))
    return found


def _all_points(arguments: Sequence[Value]) -> list[Point] | None:
    found: list[Point] = []
    for argument in arguments:
        for text in [values.text(node.data) for node in argument] if isinstance(argument, list) else [values.text(argument)]:
            here = points(text)
            if here is None:
                return None
            found += here
    return found


@TABLE.function("distance", takes="v*")
def distance(context: Context, *arguments: Value) -> float:
    """The length of a trace, of the border of a shape, or of the way along several points."""
    found = _all_points(arguments)
    if found is None:
        return math.nan
    return math.fsum(_between(here, there) for here, there in pairwise(found))


def _between(here: Point, there: Point) -> float:
    (lat1, lon1), (lat2, lon2) = [tuple(map(math.radians, point)) for point in (here, there)]
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(lon1 - lon2)
    return EARTH_RADIUS * math.acos(max(-1.0, min(1.0, cosine)))


@TABLE.function("area", takes="v*")
def area(context: Context, *arguments: Value) -> float:
    """The area inside a shape, to the square centimetre."""
    found = _all_points(arguments)
    if found is None:
        return math.nan
    if len(found) < 3:
        return 0.0
    ring = found if found[0] == found[-1] else [*found, found[0]]
    total = math.fsum(
        math.radians(lon2 - lon1) * (2 + math.sin(math.radians(lat1)) + math.sin(math.radians(lat2)))
        for (lat1, lon1), (lat2, lon2) in pairwise(ring)
    )
    return round(abs(total * EARTH_RADIUS * EARTH_RADIUS / 2), 2)


@TABLE.function("geofence", takes="ss")
def geofence(context: Context, place: str, shape: str) -> bool:
    """Is the point inside the shape?"""
    point, ring = points(place), points(shape)
    if not point or not ring or len(ring) < 3:
        return False
    (lat, lon), inside = point[0], False
    for (lat1, lon1), (lat2, lon2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (lon1 > lon) != (lon2 > lon) and lat < (lat2 - lat1) * (lon - lon1) / (lon2 - lon1) + lat1:
            inside = not inside
    return inside


@TABLE.function("intersects", takes="s")
def intersects(context: Context, trace: str) -> bool:
    """Does a trace or shape cross itself?"""
    line = points(trace) or []
    sides = list(pairwise(line))
    closed = len(line) > 2 and line[0] == line[-1]
    return any(
        _cross(*sides[one], *sides[two])
        for one in range(len(sides))
        for two in range(one + 2, len(sides))
        if not (closed and one == 0 and two == len(sides) - 1)
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _turn(a, b, c) != _turn(a, b, d) and _turn(c, d, a) != _turn(c, d, b)


def _turn(a: Point, b: Point, c: Point) -> bool:
    return (c[0] - a[0]) * (b[1] - a[1]) > (b[0] - a[0]) * (c[1] - a[1])
