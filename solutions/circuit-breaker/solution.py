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
        trial = self._admit()
        try:
            answer = await fn()
        except BaseException:  # also when the caller is cancelled
            self._failed(trial)
            raise
        self._succeeded(trial)
        return answer

    def _admit(self) -> bool:
        """Gives whether the call is the trial."""
        recovered = time.monotonic() - self.opened_at >= self.recovery_timeout
        if self.state is State.OPEN and recovered:
            self.state = State.HALF_OPEN
            return True
        if self.state is not State.CLOSED:
            raise CircuitOpenError
        return False

    def _succeeded(self, trial: bool) -> None:
        if trial or self.state is State.CLOSED:
            self.state = State.CLOSED
            self.failures = 0

    def _failed(self, trial: bool) -> None:
        if not trial and self.state is not State.CLOSED:
            return  # let through before the breaker opened
        self.failures += 1
        if trial or self.failures >= self.failure_threshold:
            self.state = State.OPEN
            self.opened_at = time.monotonic()
