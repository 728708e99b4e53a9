"""The pages, one a module, each with a `router`; ROUTERS has them all."""

from . import board, claims, contacts, events, offices, plans, story, why

ROUTERS = tuple(
    module.router
    for module in (
        board,
        claims,
        contacts,
        events,
        offices,
        plans,
        story,
        why,
    )
)

__all__ = ["ROUTERS"]
