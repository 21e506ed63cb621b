from async_request_handler import find_name


async def get_user(user_id: int) -> dict:
    name = await find_name(user_id)
    if name is None:
        return {"error": "not found"}
    return {"id": user_id, "name": name}
