"""Adapter of "Middleware chain"."""

import itertools

import failures
import rpc

solution = rpc.load("apply_middleware")
chains = []  # the driver knows them by their place
middlewares = []  # of the last chain
nexts = {}  # handlers that middlewares were given, by the driver's number
numbers = itertools.count(1)


async def handle(request):
    return response_or_error(await rpc.call("handler", request))


def make_middleware(index):
    # Named as the statement names them: they may be called by keyword.
    async def middleware(request, next):
        number = numbers.__next__()
        nexts[number] = next
        try:
            answer = await rpc.call("middleware", index, request, number)
        finally:
            del nexts[number]
        return response_or_error(answer)

    return middleware


def response_or_error(answer):
    kind, content = answer
    if kind != "response":
        failures.fail(kind, content)
    return content


def apply_middleware(first, count):
    """Makes a chain of `count` middlewares from the driver's number `first` on,
    or of the list of the chain before, if `count` is None."""
    global middlewares
    if count is not None:
        middlewares = [make_middleware(first + i) for i in range(count)]
    chains.append(solution.apply_middleware(handle, middlewares))


async def answer(handler, request):
    try:
        return "response", await handler(request)
    except Exception as failure:
        return failures.describe(failure)


async def send(chain, request):
    return await answer(chains[chain], request)


async def call_next(number, request):
    return await answer(nexts[number], request)


rpc.serve(apply_middleware=apply_middleware, request=send, next=call_next)
