"""Adapter of "Circuit breaker"."""

import rpc

solution = rpc.load("CircuitBreaker")
breakers = []  # the driver knows them by their place


def new(failure_threshold, recovery_timeout_ms):
    breaker = solution.CircuitBreaker(failure_threshold,
                                      recovery_timeout_ms / 1000)
    breakers.append(breaker)
    return len(breakers) - 1


async def service():
    return await rpc.call("service")


async def call(number):
    """How a call ended and the state right afterwards."""
    breaker = breakers[number]
    try:
        answer = await breaker.call(service)
    except Exception as failure:
        rpc.show(failure)
        return "error", rpc.describe(failure)["message"], breaker.state
    return "ok", answer, breaker.state


rpc.serve(new=new, call=call)
