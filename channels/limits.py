"""How often one visitor, and one address, may ask: counted in memory, a minute at a time."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter


class Limits:
    """Counts by session and by address; an address may stand for a whole office."""

    def __init__(self, per_session: int, per_address: int, sessions_per_address: int) -> None:
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._per_session = RateLimitItemPerMinute(per_session, namespace="session")
        self._per_address = RateLimitItemPerMinute(per_address, namespace="address")
        self._opened = RateLimitItemPerMinute(sessions_per_address, namespace="opened")

    def admits(self, session: str, address: str) -> bool:
        """Count one message; return whether it is within both limits."""
        # A visitor who is over their own limit must not use up that of their office.
        own = self._counter.hit(self._per_session, session)
        return bool(own and self._counter.hit(self._per_address, address))

    def admits_session(self, address: str) -> bool:
        """Count one session being opened or resumed; return whether it is within the limit."""
        return bool(self._counter.hit(self._opened, address))
