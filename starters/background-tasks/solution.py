from background_tasks import send_notification


async def create_order(user_id: int, items: list[str]) -> dict:
    # TODO: notify the user in the background. This tells nobody.
    return {"user_id": user_id, "items": items, "status": "created"}
