"""Adapter of "TTL cache"."""

import failures
import rpc

solution = rpc.load("AsyncTTLCache")

caches = []


def fetch_of(call):
    """What a call of get_or_fetch is given: knows by its number which call that
    is."""

    async def fetch(key):
        kind, text = await rpc.call("fetch", key, call)
        if kind != "value":
            failures.fail(kind, text)
        return text

    return fetch


def new_cache(ttl_ms):
    caches.append(solution.AsyncTTLCache(ttl_ms / 1000))
    return len(caches) - 1


async def get_or_fetch(number, key, call):
    try:
        return "value", await caches[number].get_or_fetch(key, fetch_of(call))
    except Exception as failure:
        return failures.describe(failure)


rpc.serve(new_cache=new_cache, get_or_fetch=get_or_fetch)
