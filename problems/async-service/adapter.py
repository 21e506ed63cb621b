"""Adapter of "Asynchronous service"."""

import rpc

solution = rpc.load("AsyncService")
services = []  # the driver knows them by their place


def start():
    services.append(solution.AsyncService())
    return len(services) - 1


async def get(number, resource_id):
    return await services[number].get(resource_id)


def metrics(number):
    return services[number].metrics


rpc.serve(start=start, get=get, metrics=metrics)
