"""Adapter of "Request context".

The driver gives the steps of a case, all at once: they run one after another
in one context, so that what a request leaves behind in it shows later.
"""

import asyncio

import rpc

solution = rpc.load("current_request_id", "middleware")

from request_context import log  # noqa: E402  asks the solution for the id


def start(request):
    async def handler(user_id):
        return await handle(request, user_id)

    return solution.middleware(handler, request["user_id"])


async def handle_nested(requests):
    # A single request is awaited as it is; several are tasks, each of which has
    # a context of its own.
    if len(requests) == 1:
        await start(requests[0])
    else:
        await asyncio.gather(*map(start, requests))


async def handle(request, user_id):
    log(f"Fetching user {user_id}")
    await rpc.call("fetch", request["number"], user_id)
    try:
        await handle_nested(request["nested"])
    except Exception as error:
        rpc.show(error)
        log(f"Ignored: {error}")
    log(f"Found user {user_id}")
    return f"profile of user {user_id}"


async def run_request(request):
    """Runs one of the requests of a step; gives the line to print."""
    try:
        if request == "beat":
            await rpc.call("tick")
            log("Heartbeat")
            return "heartbeat"
        return f"response: {await start(request)}"
    except Exception as error:
        rpc.show(error)
        return f"error: {error}"


async def run_requests(requests):
    if len(requests) == 1:
        lines = [await run_request(requests[0])]
    else:
        lines = await asyncio.gather(*map(run_request, requests))
    rpc.notify("ended", *lines)


async def run(steps):
    for step in steps:
        if step == "idle":
            log("Idle")
        else:
            await run_requests(step)


rpc.serve(run=run)
