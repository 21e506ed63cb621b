"""Problem "TTL cache": what you write.

You write the class `AsyncTTLCache(ttl)`, a cache that keeps each value for
`ttl` seconds, with the coroutine method `get_or_fetch(key, fetch)`: it gives
the value of `key`, from the cache while it is younger than the TTL, else from
`await fetch(key)`. However many ask for a key at a time, it is fetched once; if
that fails, all of them get its error, and it is not kept.
"""

from collections.abc import Awaitable, Callable

# Finds the value of a key where values come from: slow, and it may fail.
Fetch = Callable[[str], Awaitable[str]]
