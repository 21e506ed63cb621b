"""Adapter of "Circuit breaker"."""

import failures
import rpc
from circuit_breaker import CircuitOpenError

solution = rpc.load("CircuitBreaker")
breakers = []  # the driver knows them by their place


def new(failure_threshold, recovery_timeout_ms):
    breaker = solution.CircuitBreaker(failure_threshold,
                                      recovery_timeout_ms / 1000)
    breakers.append(breaker)
    return len(breakers) - 1


async def service():
    kind, text = await rpc.call("service")
    if kind == "refused":
        raise CircuitOpenError
    if kind != "ok":
        failures.fail(kind, text)
    return text


async def call(number):
    """How a call ended and the state right afterwards."""
    breaker = breakers[number]
    try:
        ended = "ok", await breaker.call(service)
    except Exception as failure:
        ended = describe(failure)
    return *ended, breaker.state


def describe(failure):
    """How a call failed: the kind of error, and its message."""
    if isinstance(failure, CircuitOpenError):
        return "error", str(failure)
    kind, text = failures.describe(failure)
    if text == str(CircuitOpenError()):
        kind = "no CircuitOpenError:"
    return kind, text


def state(number):
    return breakers[number].state


rpc.serve(new=new, call=call, state=state)
