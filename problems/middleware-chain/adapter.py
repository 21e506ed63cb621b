"""Adapter of "Middleware chain"."""

import itertools

import rpc

solution = rpc.load("apply_middleware")
chain = None
nexts = {}  # handlers that middlewares were given, by the driver's number
numbers = itertools.count(1)


async def handle(request):
    return await rpc.call("handler", request)


def make_middleware(index):
    async def middleware(request, call_next):
        number = next(numbers)
        nexts[number] = call_next
        try:
            return await rpc.call("middleware", index, request, number)
        finally:
            del nexts[number]

    return middleware


def apply_middleware(count):
    global chain
    middlewares = [make_middleware(index) for index in range(count)]
    chain = solution.apply_middleware(handle, middlewares)


async def send(request):
    return await chain(request)


async def call_next(number, request):
    return await nexts[number](request)


rpc.serve(apply_middleware=apply_middleware, request=send, next=call_next)
