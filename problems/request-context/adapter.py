"""Adapter of "Request context".

The driver gives the steps of a case, all at once: they run one after another
in one context, so that what a request leaves behind in it shows later.
"""

import asyncio

import failures
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
    if request["quiet"]:
        return ""
    log(f"Fetching user {user_id}")
    kind, text = await rpc.call("fetch", request["number"], user_id)
    if kind != "found":
        failures.fail(kind, text)
    try:
        await handle_nested(request["nested"])
    except Exception as error:
        log(f"Ignored: {failures.describe(error)[1]}")
    log(f"Found user {user_id}")
    return text


async def run_request(request):
    """Runs one of the requests of a step; gives the line to print."""
    try:
        if request == "beat":
            await rpc.call("tick")
            log("Heartbeat")
            return "heartbeat"
        patience_ms = request["patience_ms"]
        async with asyncio.timeout(patience_ms and patience_ms / 1000) as limit:
            response = await start(request)
        return "response: " + ("nothing" if response == "" else str(response))
    except Exception as error:
        if isinstance(error, TimeoutError) and limit.expired():
            return "gave up"
        return ": ".join(failures.describe(error))


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
