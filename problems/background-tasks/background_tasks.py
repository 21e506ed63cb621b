"""Problem "Background tasks": what is given.

You write `create_order(user_id, items)`: it gives the order, with the status
"created", at once. The user is sent "Order created" in the background.
"""

import asyncio
import weakref

import rpc

_deliveries = set()


async def send_notification(user_id: int, message: str) -> None:
    """Sends a message to a user.

    Takes 100 ms, nearly all of it waiting, and raises RuntimeError if the
    message cannot be delivered.
    """
    delivered = asyncio.get_running_loop().create_future()
    delivery = asyncio.create_task(
        _deliver(user_id, message, weakref.ref(delivered)))
    _deliveries.add(delivery)
    delivery.add_done_callback(_deliveries.discard)
    try:
        await delivered
    finally:
        delivery.cancel()


async def _deliver(user_id, message, delivered):
    # Only a weak reference leads from here to whoever waits: it is for the
    # learner to keep a task alive, as it is with the event loop itself.
    try:
        await rpc.call("send_notification", user_id, message)
        failure = None
    except RuntimeError as error:
        failure = error
    waiting = delivered()
    if waiting is None or waiting.done():
        return
    if failure is None:
        waiting.set_result(None)
    else:
        waiting.set_exception(failure)
