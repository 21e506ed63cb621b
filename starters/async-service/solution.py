from async_service import fetch


class AsyncService:
    def __init__(self):
        self.metrics = {"total": 0, "hits": 0, "misses": 0, "timeouts": 0}

    async def get(self, resource_id: int) -> dict:
        # TODO: cache, joined fetches, five slots, time limit, all the metrics.
        # This fetches anew for every call.
        self.metrics["total"] += 1
        self.metrics["misses"] += 1
        return await fetch(resource_id)
