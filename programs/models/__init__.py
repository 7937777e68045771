"""Nouns with promises: fields, named constraints that speak to people, `__str__`. No queries and no clock."""

from programs.models.people import User
from programs.models.upkeep import Heartbeat

__all__ = ["Heartbeat", "User"]
