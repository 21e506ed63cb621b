"""Adapter of "Request timeout"."""

import failures
import rpc

solution = rpc.load("with_timeout")

decorators = {}  # one for each limit: handlers of one limit share it
wrapped = []  # the handlers that the learner has wrapped


def handler_of_driver(name):
    async def handler(request_id, query=""):
        kind, answer = await rpc.call("handle", name, request_id, query)
        if kind != "result":
            failures.fail(kind, answer)
        return answer

    handler.__name__ = handler.__qualname__ = name
    return handler


def with_timeout(limits_ms, name):
    """Wraps a handler, with the first of the limits innermost."""
    handler = handler_of_driver(name)
    for limit_ms in limits_ms:
        if limit_ms not in decorators:
            decorators[limit_ms] = solution.with_timeout(limit_ms / 1000)
        handler = decorators[limit_ms](handler)
    wrapped.append(handler)
    return len(wrapped) - 1


async def handle(requests):
    """One caller, who makes the requests one after another."""
    outcomes = []
    for number, request_id, query in requests:
        try:
            answer = await wrapped[number](request_id, query=query)
            outcomes.append(("result", answer))
        except Exception as failure:
            outcomes.append(failures.describe(failure))
    return outcomes


rpc.serve(with_timeout=with_timeout, handle=handle)
