import asyncio
import math
import time


class Entry:
    """Is in the cache from the start of its fetch on."""

    def __init__(self, fetched):
        self.fetched = fetched  # the task that fetches
        self.expires = math.inf  # set when it has


class AsyncTTLCache:
    def __init__(self, ttl):
        self._ttl = ttl
        self._entries = {}

    async def get_or_fetch(self, key, fetch):
        entry = self._entries.get(key)
        if entry is None or time.monotonic() >= entry.expires:
            entry = Entry(asyncio.create_task(self._fetch(key, fetch)))
            self._entries[key] = entry
        # Shielded: a caller who gives up does not spoil it for the others.
        return await asyncio.shield(entry.fetched)

    async def _fetch(self, key, fetch):
        try:
            value = await fetch(key)
        except BaseException:
            del self._entries[key]
            raise
        self._entries[key].expires = time.monotonic() + self._ttl
        return value
