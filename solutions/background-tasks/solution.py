import asyncio
import contextlib

from background_tasks import send_notification

# The event loop keeps only weak references to its tasks.
notifications = set()


async def notify(user_id: int) -> None:
    with contextlib.suppress(Exception):
        await send_notification(user_id, "Order created")


async def create_order(user_id: int, items: list[str]) -> dict:
    notification = asyncio.create_task(notify(user_id))
    notifications.add(notification)
    notification.add_done_callback(notifications.discard)
    return {"user_id": user_id, "items": items, "status": "created"}
