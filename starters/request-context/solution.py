from contextvars import ContextVar

from request_context import log

request_id = ContextVar("request_id", default="no-request")


def current_request_id():
    return request_id.get()


async def middleware(handler, user_id):
    # TODO: give the request an id. Here every line is logged as [no-request].
    log("Handling request")
    response = await handler(user_id)
    log("Request complete")
    return response
