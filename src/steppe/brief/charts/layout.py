"""Where the actors of a network stand: a seeded force layout, then labels pushed apart."""

from collections.abc import Mapping, Sequence

import networkx as nx

Point = tuple[float, float]
Box = tuple[float, float]
SEED = 7


def placed(
    names: Sequence[str], ties: Sequence[tuple[str, str]], *, sizes: Mapping[str, Box], room: Box
) -> dict[str, Point]:
    """A point for each name, the same on every run; boxes of `sizes` around the points stay inside `room`.

    A hub tied weakly to all keeps parts without a tie to each other from drifting to the corners.

    >>> at = placed(["a"], [], sizes={"a": (10, 10)}, room=(100, 60))
    >>> at["a"]
    (50.0, 30.0)
    """
    if len(names) < 2:
        return dict.fromkeys(names, (room[0] / 2, room[1] / 2))
    graph = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    number = {name: at for at, name in enumerate(names)}
    graph.add_edges_from(((number[head], number[tail]) for head, tail in ties if head != tail), weight=1.0)
    graph.add_edges_from((("hub", at) for at in range(len(names))), weight=0.15)
    start = nx.circular_layout(graph)
    found = nx.spring_layout(graph, pos=start, iterations=200, seed=SEED, k=1.6 / len(names) ** 0.5)
    points = [(float(found[at][0]), float(found[at][1])) for at in range(len(names))]
    boxes = [sizes[name] for name in names]
    return dict(zip(names, _apart(_stretched(points, boxes, room), boxes, room), strict=True))


def _stretched(points: Sequence[Point], boxes: Sequence[Box], room: Box) -> list[Point]:
    """The cloud pulled to fill the room, axis by axis."""
    columns = []
    for axis in (0, 1):
        low, high = min(point[axis] for point in points), max(point[axis] for point in points)
        wide = max(high - low, 1e-9)
        margin = max(box[axis] for box in boxes) / 2
        scale = max(room[axis] - 2 * margin, 0.0)
        columns.append([margin + scale * (point[axis] - low) / wide for point in points])
    return list(zip(*columns, strict=True))


def _apart(points: Sequence[Point], boxes: Sequence[Box], room: Box) -> list[Point]:
    """Boxes that overlap step aside along the shorter way, up to two hundred rounds."""
    at = [list(point) for point in points]
    for _ in range(200):
        moved = False
        for one in range(len(at)):
            for other in range(one):
                moved = _step(at[one], at[other], boxes[one], boxes[other]) or moved
        for point, box in zip(at, boxes, strict=True):
            for axis in (0, 1):
                half = min(box[axis], room[axis]) / 2
                point[axis] = min(max(point[axis], half), room[axis] - half)
        if not moved:
            break
    return [(point[0], point[1]) for point in at]


def _step(one: list[float], other: list[float], box: Box, other_box: Box) -> bool:
    overlap = [(box[axis] + other_box[axis]) / 2 - abs(one[axis] - other[axis]) for axis in (0, 1)]
    if min(overlap) <= 0.01:
        return False
    axis = 0 if overlap[0] < overlap[1] else 1
    push = overlap[axis] / 2 * (1 if one[axis] >= other[axis] else -1)
    one[axis] += push
    other[axis] -= push
    return True
