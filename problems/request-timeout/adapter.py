"""Adapter of "Request timeout"."""

import rpc

solution = rpc.load("with_timeout")

wrapped = []  # the handlers that the learner has wrapped


def handler_of_driver(name):
    async def handler(request_id, query=""):
        return await rpc.call("handle", name, request_id, query)

    handler.__name__ = handler.__qualname__ = name
    return handler


def with_timeout(limit_ms, name):
    decorate = solution.with_timeout(limit_ms / 1000)
    wrapped.append(decorate(handler_of_driver(name)))
    return len(wrapped) - 1


async def handle(number, request_id, query):
    return await wrapped[number](request_id, query=query)


rpc.serve(with_timeout=with_timeout, handle=handle)
