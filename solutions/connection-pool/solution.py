import asyncio
from contextlib import asynccontextmanager

from connection_pool import Lease


class AsyncConnectionPool:
    def __init__(self, max_connections: int) -> None:
        self.active = 0
        self._free_connections = asyncio.Semaphore(max_connections)

    @asynccontextmanager
    async def acquire(self):
        async with self._free_connections:
            self.active += 1
            try:
                yield Lease(self)
            finally:
                self.active -= 1
