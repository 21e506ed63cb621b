from middleware_chain import Handler, Middleware


def apply_middleware(handler: Handler, middlewares: list[Middleware]) -> Handler:
    for middleware in reversed(middlewares):  # from the inside out
        handler = _wrap(middleware, handler)
    return handler


def _wrap(middleware: Middleware, call_next: Handler) -> Handler:
    # A function of its own, so that each layer keeps its own two variables.
    async def layer(request: dict) -> dict:
        return await middleware(request, call_next)

    return layer
