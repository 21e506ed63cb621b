from async_request_handler import find_name


async def get_user(user_id: int) -> dict:
    # TODO: look the user up. This finds nobody.
    return {"error": "not found"}
