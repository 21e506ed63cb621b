"""Adapter of "Connection pool"."""

import asyncio

import failures
import rpc

solution = rpc.load("AsyncConnectionPool")

pools = []  # the driver knows them by their place


def create_pool(max_connections):
    pools.append(solution.AsyncConnectionPool(max_connections))
    return len(pools) - 1


async def run_query(pool, query):
    rpc.notify("acquire", query)
    async with pool.acquire() as lease:
        kind, text = await rpc.call("query", query, lease.active, pool.active)
        rpc.notify("leave", query, lease.active, pool.active)
        if kind != "row":
            failures.fail(kind, text)
        return text


async def run_queries(number, queries, patience_ms):
    """A client: runs queries one after another, here and not from the driver,
    so that it is back in line as soon as it has given its connection back. It
    gives up a query after `patience_ms`, if that is not None."""
    patience = patience_ms and patience_ms / 1000
    outcomes = []
    for query in queries:
        try:
            async with asyncio.timeout(patience) as limit:
                row = await run_query(pools[number], query)
            outcomes.append({"query": query, "result": row})
        except Exception as error:
            if isinstance(error, TimeoutError) and limit.expired():
                outcomes.append({"query": query, "error": "gave up"})
                continue
            kind, text = failures.describe(error)
            text = text if kind == "error" else f"{kind}: {text}"
            outcomes.append({"query": query, "error": text})
    return outcomes


def active(number):
    return pools[number].active


rpc.serve(create_pool=create_pool, run_queries=run_queries, active=active)
