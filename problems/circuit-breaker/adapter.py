"""Adapter of "Circuit breaker"."""

import rpc
from circuit_breaker import CircuitOpenError

solution = rpc.load("CircuitBreaker")
breakers = []  # the driver knows them by their place


def new(failure_threshold, recovery_timeout_ms):
    breaker = solution.CircuitBreaker(failure_threshold,
                                      recovery_timeout_ms / 1000)
    breakers.append(breaker)
    return len(breakers) - 1


# Errors of several types: whoever handles one of them must handle all.
ERRORS = {"error": RuntimeError, "timeout": TimeoutError,
          "bad_value": ValueError}


async def service():
    kind, text = await rpc.call("service")
    if kind in ERRORS:
        raise ERRORS[kind](text)
    if kind == "refused":
        raise CircuitOpenError
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
    text = rpc.describe(failure)["message"]
    if isinstance(failure, CircuitOpenError):
        return "error", text
    if text == str(CircuitOpenError()):
        return "no CircuitOpenError:", text
    for kind, error in ERRORS.items():
        if isinstance(failure, error):
            return kind, text
    rpc.show(failure)
    return "another error:", text


def state(number):
    return breakers[number].state


rpc.serve(new=new, call=call, state=state)
