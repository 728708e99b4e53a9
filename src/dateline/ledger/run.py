"""Who coded: a run's id is the content hash of everything that changes what is coded."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from dateline import __version__
from dateline.records.ids import content_id
from dateline.records.rows import to_json
from dateline.records.run import Run

if TYPE_CHECKING:
    from dateline.settings import Settings


def describe_run(
    settings: Settings, *, codebook: str, models: tuple[str, ...] = (), started_at: dt.datetime | None = None
) -> Run:
    """The run of this program with these settings. codebook: hash of the codebook; models: "name@hash" each, sorted here.

    Workers, batch size and limits are no part of it: they change how fast a story is coded, not what comes of it.
    """
    choices = to_json(
        {
            "published": settings.published.isoformat() if settings.published else settings.published_year,
            "source": settings.source,
            "any_language": settings.any_language,
            "sanction_quad": settings.sanction_quad,
        }
    )
    models = tuple(sorted(models))
    return Run(
        run_id=content_id("run", __version__, codebook, choices, *models),
        program=__version__,
        codebook=codebook,
        settings=choices,
        models=models,
        started_at=started_at,
    )
