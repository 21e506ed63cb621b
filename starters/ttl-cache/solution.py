class AsyncTTLCache:
    def __init__(self, ttl):
        self._ttl = ttl

    async def get_or_fetch(self, key, fetch):
        # TODO: keep values for the TTL. This fetches for every caller.
        return await fetch(key)
