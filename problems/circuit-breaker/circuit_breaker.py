"""Problem "Circuit breaker": what is given.

You write the class `CircuitBreaker`:

- `CircuitBreaker(failure_threshold, recovery_timeout)`; the timeout is in
  seconds;
- `await breaker.call(fn)` runs the coroutine function `fn` and gives its answer
  or raises its exception; raises CircuitOpenError without running it if the
  breaker does not let it through;
- `breaker.state` is a State.
"""

import enum


class State(enum.StrEnum):
    """The three states."""

    CLOSED = "CLOSED"
    OPEN = "OPEN"
    HALF_OPEN = "HALF_OPEN"


class CircuitOpenError(RuntimeError):
    """What call() raises when the breaker does not let the call through."""

    def __init__(self):
        super().__init__("Circuit OPEN")
