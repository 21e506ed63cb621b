from concurrent_requests import handle_request


async def process_requests_concurrent(n: int) -> list[dict]:
    # TODO: handle the requests together. This does one after another.
    return [await handle_request(request_id) for request_id in range(n)]
