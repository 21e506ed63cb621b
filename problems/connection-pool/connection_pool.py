"""Problem "Connection pool": what is given.

You write the class `AsyncConnectionPool`:

    pool = AsyncConnectionPool(max_connections)
    async with pool.acquire() as lease:  # may have to wait
        lease.active  # how many are on loan now, this one included
    pool.active  # how many are on loan now

A lease is a `Lease`, or anything else that has `active`.
"""


class Lease:
    """A connection on loan, of a pool that has `active`."""

    def __init__(self, pool) -> None:
        self._pool = pool

    @property
    def active(self) -> int:
        """How many connections of the pool are on loan now."""
        return self._pool.active
