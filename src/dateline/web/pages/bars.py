"""Small lines of bars that a template draws: years of events, and days in office. Measures are units of an SVG picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.records.rows import Row

#: Width of a line of days; height of a line of bars; the years that a tenure of unknown end is drawn beyond its beginning.
WIDTH, HEIGHT = 600.0, 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar from x on. open_start, open_end: that end is not told, and is drawn as such."""

    x: float
    y: float
    width: float
    height: float
    words: str
    open_start: bool = False
    open_end: bool = False


def year_bars(years: Sequence[tuple[int, int]], most: int) -> list[Bar]:
    """One bar a year, as high as its share of `most`.

    >>> [(bar.x, bar.height) for bar in year_bars([(2020, 0), (2021, 5)], 10)]
    [(5.0, 11.0)]
    """
    return [
        Bar(
            x=5.0 * place,
            y=round(HEIGHT - HEIGHT * number / most, 2),
            width=4.0,
            height=round(HEIGHT * number / most, 2),
            words=f"{year}: {number}",
        )
        for place, (year, number) in enumerate(years)
        if number and most
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Tenures on a line of years. ticks: (x, year)."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]
    height: float


def tenure_line(rows: Iterable[Row], today: dt.date | None) -> Line | None:
    """A bar for each tenure that tells a beginning or an end, one below the other; None if none does."""
    told = [row for row in rows if _year(row["from"]) or _year(row["to"])]
    ends = [at for row in told for at in (_year(row["from"]), _year(row["to"])) if at]
    if not ends:
        return None
    first, last = int(min(ends)), max(int(max(ends)) + 1, today.year + 1 if today else 0)
    scale = WIDTH / max(last - first, 1)
    bars = []
    for place, row in enumerate(told[:30]):
        begin, end = _year(row["from"]), _year(row["to"])
        start, stop = begin or first, end or last
        words = (
            f"{row['person']}, {row['office']}: {row['from'] or 'beginning not told'} to {row['to'] or 'end not told'}"
        )
        bars.append(
            Bar(
                x=round((start - first) * scale, 1),
                y=place * 12.0,
                width=round(max((stop - start) * scale, 3), 1),
                height=8.0,
                words=words,
                open_start=begin is None,
                open_end=end is None,
            )
        )
    step = max(1, -(-(last - first) // 8))
    ticks = tuple((round((year - first) * scale, 1), year) for year in range(first, last + 1, step))
    return Line(bars=tuple(bars), ticks=ticks, height=len(bars) * 12.0 + 16)


def _year(day: str | None) -> float | None:
    """A day as told, as a year with its fraction; None where it tells no year.

    >>> _year("2020-07"), _year("2020"), _year(None)
    (2020.5, 2020.0, None)
    """
    if not day or not day[:4].isdigit():
        return None
    month = int(day[5:7]) if day[5:7].isdigit() else 1
    return int(day[:4]) + (month - 1) / 12
