"""Problem "Request timeout": what you write.

You write `with_timeout(seconds)`. It gives a decorator: called with a handler,
that one gives a handler of the same name that answers like the first if it is
done within `seconds`. Otherwise it cancels the handler and answers
`{"error": "timeout", "handler": NAME}`, NAME being the handler's `__name__`.

A handler is called often, also while earlier calls are under way, and each call
has the whole time.
"""

from collections.abc import Awaitable, Callable

# Something that answers requests. It may take its time, and it may raise. It is
# called with positional and keyword arguments of all kinds.
Handler = Callable[..., Awaitable[dict]]
