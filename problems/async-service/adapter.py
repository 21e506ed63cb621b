"""Adapter of "Asynchronous service"."""

import rpc

solution = rpc.load("AsyncService")
service = None


def start():
    global service
    service = solution.AsyncService()


async def get(resource_id):
    return await service.get(resource_id)


def metrics():
    return service.metrics


rpc.serve(start=start, get=get, metrics=metrics)
