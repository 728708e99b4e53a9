"""A run: the program, codebook and settings that made a set of rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Who coded: run_id is the content hash of program version, codebook hash and the settings that change what is coded.

    settings: these settings as one line of JSON. models: "name@hash" of each model used. started_at: UTC, for people only:
    it is in no hash and in no exported row.
    """

    run_id: str
    program: str
    codebook: str
    settings: str = "{}"
    models: tuple[str, ...] = ()
    started_at: dt.datetime | None = None
