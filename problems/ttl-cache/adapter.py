"""Adapter of "TTL cache"."""

import rpc

solution = rpc.load("AsyncTTLCache")

caches = []


async def fetch(key):
    return await rpc.call("fetch", key)


def new_cache(ttl_ms):
    caches.append(solution.AsyncTTLCache(ttl_ms / 1000))
    return len(caches) - 1


async def get_or_fetch(number, key):
    return await caches[number].get_or_fetch(key, fetch)


rpc.serve(new_cache=new_cache, get_or_fetch=get_or_fetch)
