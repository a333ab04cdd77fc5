"""Boxes that hold, stand beside and overlap one another; things put into groups."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.core.geometry import Box, grouped

EDGE = st.integers(-50, 50)
PLACES = st.lists(st.tuples(EDGE, EDGE), max_size=40)
AMONG = st.sampled_from([1, 2, 4, None])
NEAR = 6

Place = tuple[int, int]


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x, y, width, height = draw(EDGE), draw(EDGE), draw(st.integers(0, 40)), draw(st.integers(0, 40))
    return Box(x, y, x + width, y + height)


@pytest.mark.parametrize(
    ("other", "held", "beside"),
    [
        (Box(12, 12, 18, 18), True, True),
        (Box(0, 0, 20, 20), True, True),  # its middle is the corner
        (Box(0, 12, 19, 18), False, True),  # more than half of it lies to the left
        (Box(90, 12, 95, 18), False, True),
        (Box(12, 31, 18, 35), False, False),
        (Box(0, 0, 50, 50), True, True),  # larger, but with the same middle nearly
    ],
)
def test_holds_and_stands_beside(other: Box, held: bool, beside: bool) -> None:
    outer = Box(10, 10, 30, 30)
    assert outer.holds(other) is held
    assert outer.is_beside(other) is beside


def test_nothing_holds_no_box() -> None:
    assert not Box(0, 0, 10, 10).holds(None)


@given(boxes(), boxes())
def test_holds_by_definition(one: Box, other: Box) -> None:
    x, y = other.x0 + other.x1, other.y0 + other.y1  # twice the middle: whole numbers
    across, along = 2 * one.x0 <= x <= 2 * one.x1, 2 * one.y0 <= y <= 2 * one.y1
    assert one.holds(other) is (across and along)
    assert one.is_beside(other) is along


@given(boxes(), boxes(), EDGE, EDGE)
def test_where_on_the_page_does_not_matter(one: Box, other: Box, x: int, y: int) -> None:
    assert one.moved(x, y).holds(other.moved(x, y)) is one.holds(other)
    assert one.is_beside(other.moved(x, 0)) is one.is_beside(other)


@given(boxes(), boxes())
def test_what_lies_inside_is_held(one: Box, other: Box) -> None:
    whole = Box.around((one, other))
    assert whole is not None
    assert whole.holds(one)
    assert whole.holds(other)
    assert Box(*whole.edges) == whole


def level(row: Sequence[Place], place: Place) -> bool:
    return abs(place[1] - row[-1][1]) < NEAR


def below(row: Sequence[Place], place: Place) -> bool:
    return place[1] - row[0][1] < NEAR


def from_left(place: Place) -> Place:
    return place


def from_top(place: Place) -> Place:
    return place[1], place[0]


@given(PLACES, AMONG)
def test_every_thing_is_in_one_group(places: list[Place], among: int | None) -> None:
    groups = grouped(places, from_left, level, among)
    assert sorted(place for group in groups for place in group) == sorted(places)
    assert all(group == sorted(group) for group in groups)
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)
    assert all(level(group[:end], group[end]) for group in groups for end in range(1, len(group)))


@given(PLACES)
def test_rows_from_top_to_bottom(places: list[Place]) -> None:
    rows = grouped(places, from_top, below)
    assert [place for row in rows for place in row] == sorted(places, key=from_top)
    assert all(after[0][1] - before[0][1] >= NEAR for before, after in pairwise(rows))
    assert rows == grouped(places[::-1], from_top, below)


@given(PLACES)
def test_among_all_a_group_begins_only_where_none_is_joined(places: list[Place]) -> None:
    groups = grouped(places, from_left, level, among=None)
    for number, group in enumerate(groups):
        earlier = ([place for place in other if place < group[0]] for other in groups[:number])
        assert not any(level(other, group[0]) for other in earlier if other)


def test_lines_that_come_turn_and_turn_about() -> None:
    """From the left, letters of two lines alternate: only among both lines does each find its own."""
    letters = [(0, 0), (1, 20), (2, 1), (3, 21)]
    assert len(grouped(letters, from_left, level)) == 4
    assert grouped(letters, from_left, level, among=2) == [[(0, 0), (2, 1)], [(1, 20), (3, 21)]]
