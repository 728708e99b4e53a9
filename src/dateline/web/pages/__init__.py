"""The pages, one a module, each with a `router`; ROUTERS has them all."""

from . import contacts

ROUTERS = (contacts.router,)

__all__ = ["ROUTERS"]
