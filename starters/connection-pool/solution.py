from contextlib import asynccontextmanager

from connection_pool import Lease


class AsyncConnectionPool:
    def __init__(self, max_connections: int) -> None:
        self.active = 0

    @asynccontextmanager
    async def acquire(self):
        # TODO: wait while all connections are on loan. This lends without limit.
        self.active += 1
        try:
            yield Lease(self)
        finally:
            self.active -= 1
