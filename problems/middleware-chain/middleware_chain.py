"""Problem "Middleware chain": what is given.

You write `apply_middleware(handler, middlewares)`: it gives the handler that
sends each request through all the middlewares, the first of which is the
outermost, to `handler`.

A request is a dict such as {"method": "GET", "path": "/users/1", "token": None},
a response one such as {"status": 200, "name": "Alice"}.
"""

from collections.abc import Awaitable, Callable

# Answers a request.
Handler = Callable[[dict], Awaitable[dict]]

# Stands before a handler. Gets the request and `next`, which is everything
# further in, and may do something before and after it calls `next`, call it
# more than once, or answer without calling it.
Middleware = Callable[[dict, Handler], Awaitable[dict]]
