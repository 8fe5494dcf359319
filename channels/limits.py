"""How often one visitor, and one address, may ask: counted in memory, by minute or hour."""

from __future__ import annotations

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter


class Limits:
    """Counts by session and by address; an address may stand for a whole office."""

    def __init__(
        self,
        per_session: int,
        per_address: int,
        sessions_per_address: int,
        requests_per_address: int,
    ) -> None:
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._per_session = RateLimitItemPerMinute(per_session, namespace="session")
        self._per_address = RateLimitItemPerMinute(per_address, namespace="address")
        self._opened = RateLimitItemPerMinute(sessions_per_address, namespace="opened")
        self._requests = RateLimitItemPerHour(requests_per_address, namespace="requests")

    def admits(self, session: str, address: str) -> bool:
        """Count one message; return whether it is within both limits."""
        # A visitor who is over their own limit must not use up that of their office.
        own = self._counter.hit(self._per_session, session)
        return bool(own and self._counter.hit(self._per_address, address))

    def admits_session(self, address: str) -> bool:
        """Count one session being opened or resumed; return whether it is within the limit."""
        return bool(self._counter.hit(self._opened, address))

    def admits_request(self, address: str) -> bool:
        """Count one request for a person; return whether it is within the limit of an hour."""
        return bool(self._counter.hit(self._requests, address))
