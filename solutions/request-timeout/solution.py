import asyncio
import functools


def with_timeout(seconds):
    def decorate(handler):
        @functools.wraps(handler)
        async def handle_in_time(*args, **kwargs):
            try:
                async with asyncio.timeout(seconds) as deadline:
                    return await handler(*args, **kwargs)
            except TimeoutError:
                if not deadline.expired():
                    raise  # the handler's own error
                return {"error": "timeout", "handler": handler.__name__}

        return handle_in_time

    return decorate
