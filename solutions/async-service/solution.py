import asyncio
import math
import time
from dataclasses import dataclass

from async_service import fetch

TIME_TO_LIVE = 1.0  # seconds
FETCH_LIMIT = 0.5  # seconds
FETCHES_IN_FLIGHT = 5


@dataclass
class Entry:
    """A fetch, first on its way, then ended."""

    task: asyncio.Task
    expires_at: float = math.inf  # not before the fetch has ended


class AsyncService:
    def __init__(self):
        self.metrics = {"total": 0, "hits": 0, "misses": 0, "timeouts": 0}
        self._slots = asyncio.Semaphore(FETCHES_IN_FLIGHT)
        self._cache = {}

    async def get(self, resource_id: int) -> dict:
        self.metrics["total"] += 1
        entry = self._cache.get(resource_id)
        if entry and time.monotonic() < entry.expires_at:
            self.metrics["hits"] += 1
        else:
            self.metrics["misses"] += 1
            entry = Entry(asyncio.create_task(self._fetch(resource_id)))
            self._cache[resource_id] = entry
        # Shielded: a caller that is cancelled leaves the others their fetch.
        return await asyncio.shield(entry.task)

    async def _fetch(self, resource_id: int) -> dict:
        try:
            # In this order: the limit does not run while it waits for a slot.
            async with self._slots, asyncio.timeout(FETCH_LIMIT):
                resource = await fetch(resource_id)
        except TimeoutError:
            del self._cache[resource_id]
            self.metrics["timeouts"] += 1
            raise RuntimeError(f"Resource {resource_id} timed out") from None
        except BaseException:
            del self._cache[resource_id]
            raise
        self._cache[resource_id].expires_at = time.monotonic() + TIME_TO_LIVE
        return resource
