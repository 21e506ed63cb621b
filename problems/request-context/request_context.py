"""Problem "Request context": what is given, and what you write.

You write two functions:

`current_request_id()` gives the id of the request that the caller works for,
and "no-request" where there is none.

`await middleware(handler, user_id)` gives the request a new id, logs "Handling
request", runs `handler(user_id)`, logs "Request complete" and gives what the
handler gave. An error of the handler passes through; then the request is not
complete. Either way the caller has the id again that it had before.
"""

from collections.abc import Awaitable, Callable

import rpc

# Answers the request of one user.
Handler = Callable[[int], Awaitable[str]]


def log(message: str) -> None:
    """Writes the line `[ID] MESSAGE` to the service's log. It asks
    current_request_id() for the ID."""
    import solution  # here, because that one imports this module

    rpc.notify("log", str(solution.current_request_id()), str(message))
