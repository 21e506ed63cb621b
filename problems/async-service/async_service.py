"""Problem "Asynchronous service": what is given.

You write the class `AsyncService`:

- `await service.get(resource_id)` gives the resource from the cache, from a
  fetch that is on its way, or from a new fetch. Raises what the fetch raises,
  and RuntimeError("Resource N timed out") if it takes longer than 500 ms;
- `service.metrics` is a dict that counts what became of the calls of get():
  {"total": 0, "hits": 0, "misses": 0, "timeouts": 0} at first.
"""

import rpc


async def fetch(resource_id: int) -> dict:
    """Fetches a resource. Usually takes 100 ms; some resources are slow.

    Gives {"id", "version"}, where the version is how often this resource has
    been fetched. Raises RuntimeError("Resource N not found") if there is none.
    """
    return await rpc.call("fetch", resource_id)
