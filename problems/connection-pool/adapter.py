"""Adapter of "Connection pool"."""

import rpc

solution = rpc.load("AsyncConnectionPool")

pools = []  # the driver knows them by their place


def create_pool(max_connections):
    pools.append(solution.AsyncConnectionPool(max_connections))
    return len(pools) - 1


async def run_query(pool, query):
    rpc.notify("acquire", query)
    async with pool.acquire() as lease:
        return await rpc.call("query", query, lease.active)


async def run_queries(number, queries):
    """A client: runs queries one after another, here and not from the driver,
    so that it is back in line as soon as it has given its connection back."""
    outcomes = []
    for query in queries:
        try:
            row = await run_query(pools[number], query)
            outcomes.append({"query": query, "result": row})
        except RuntimeError as error:
            rpc.show(error)
            outcomes.append({"query": query, "error": str(error)})
    return outcomes


def active(number):
    return pools[number].active


rpc.serve(create_pool=create_pool, run_queries=run_queries, active=active)
