from circuit_breaker import CircuitOpenError, State


class CircuitBreaker:
    def __init__(self, failure_threshold: int, recovery_timeout: float):
        self.failure_threshold = failure_threshold
        self.recovery_timeout = recovery_timeout
        self.state = State.CLOSED

    async def call(self, fn):
        # TODO: open after failures, refuse, try again. This lets every call
        # through.
        return await fn()
