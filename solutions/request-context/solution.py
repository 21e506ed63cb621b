import secrets
from contextvars import ContextVar

from request_context import log

request_id = ContextVar("request_id", default="no-request")


def current_request_id():
    return request_id.get()


async def middleware(handler, user_id):
    token = request_id.set(f"req-{secrets.token_hex(4)}")
    try:
        log("Handling request")
        response = await handler(user_id)
        log("Request complete")
        return response
    finally:
        request_id.reset(token)
