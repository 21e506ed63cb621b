"""Adapter of "Middleware chain"."""

import driver_objects
import failures
import rpc

solution = rpc.load("apply_middleware")
handlers = driver_objects.DriverObjects()  # chains, and what they call next
middlewares = [], []  # of the last chain, and how the driver calls them


def handler_of_driver(_token):
    async def handler(request):
        return failures.result_of(await rpc.call("Handler", _token, request))

    return handler


def middleware_of_driver(_token):
    # Named as the statement names them: they may be called by keyword.
    async def middleware(request, next):
        with handlers.lent(next) as _next:
            answer = await rpc.call("Middleware", _token, request, _next)
        return failures.result_of(answer)

    return middleware


def apply_middleware(handler, tokens):
    """A list that the driver gives again is the same list: what the learner did
    to it shows."""
    global middlewares
    if tokens != middlewares[1]:
        middlewares = list(map(middleware_of_driver, tokens)), tokens
    return handlers.add(
        solution.apply_middleware(handler_of_driver(handler), middlewares[0]))


async def call_handler(number, request):
    try:
        return "value", await handlers.get(number)(request)
    except Exception as failure:
        return failures.describe(failure)


rpc.serve(apply_middleware=apply_middleware, Handler=call_handler)
