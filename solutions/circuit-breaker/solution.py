import time

from circuit_breaker import CircuitOpenError, State


class CircuitBreaker:
    def __init__(self, failure_threshold: int, recovery_timeout: float):
        self.failure_threshold = failure_threshold
        self.recovery_timeout = recovery_timeout
        self.state = State.CLOSED
        self.failures = 0  # in a row
        self.opened_at = 0.0

    async def call(self, fn):
        self._admit()
        try:
            answer = await fn()
        except Exception:
            self._failed()
            raise
        self._succeeded()
        return answer

    def _admit(self):
        recovered = time.monotonic() - self.opened_at >= self.recovery_timeout
        if self.state is State.OPEN and recovered:
            self.state = State.HALF_OPEN  # the caller is the trial
        elif self.state is not State.CLOSED:
            raise CircuitOpenError

    def _succeeded(self):
        self.state = State.CLOSED
        self.failures = 0

    def _failed(self):
        self.failures += 1
        if (self.state is State.HALF_OPEN
                or self.failures >= self.failure_threshold):
            self.state = State.OPEN
            self.opened_at = time.monotonic()
