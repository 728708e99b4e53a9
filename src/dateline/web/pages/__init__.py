"""The pages, one a module, each with a `router`; ROUTERS has them all."""

from . import (
    actor,
    board,
    claims,
    compare,
    contacts,
    disputed,
    events,
    maps,
    network,
    office,
    offices,
    plans,
    review,
    search,
    story,
    timeline,
    why,
)

ROUTERS = tuple(
    module.router
    for module in (
        actor,
        board,
        claims,
        contacts,
        disputed,
        events,
        maps,
        network,
        office,
        offices,
        plans,
        search,
        story,
        timeline,
        why,
        review,
        compare,
    )
)

__all__ = ["ROUTERS"]
