"""Turning, moving and scaling points: the six numbers of a PDF transformation (ISO 32000-1, 8.3.3)."""

from __future__ import annotations

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

_QUARTERS = {
    0: (1.0, 0.0, 0.0, 1.0),
    90: (0.0, 1.0, -1.0, 0.0),
    180: (-1.0, 0.0, 0.0, -1.0),
    270: (0.0, -1.0, 1.0, 0.0),
}


def moved(x: float, y: float) -> Matrix:
    """A shift by x and y points."""
    return (1.0, 0.0, 0.0, 1.0, x, y)


def turned(degrees: int, scale: float = 1.0) -> Matrix:
    """A turn about the origin, counter-clockwise, by a multiple of 90 degrees, enlarged by `scale`."""
    a, b, c, d = _QUARTERS[degrees % 360]
    return (a * scale, b * scale, c * scale, d * scale, 0.0, 0.0)


def then(first: Matrix, second: Matrix) -> Matrix:
    """What `first` and after it `second` do together."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point goes."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def box_under(matrix: Matrix, box: Box) -> Box:
    """The upright rectangle that a rectangle becomes; exact, as turns are by right angles."""
    x1, y1 = point(matrix, box[0], box[1])
    x2, y2 = point(matrix, box[2], box[3])
    return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def placed_at(matrix: Matrix, box: Box, x: float, y: float) -> Matrix:
    """`matrix`, and then moved so that `box` has its lower left corner at (x, y)."""
    left, bottom, _, _ = box_under(matrix, box)
    return then(matrix, moved(x - left, y - bottom))
