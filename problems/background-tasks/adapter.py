"""Adapter of "Background tasks"."""

import asyncio
import gc

import rpc

solution = rpc.load("create_order")


orders = []  # with the items as they were handed in


async def create_order(user_id, items):
    order = await solution.create_order(user_id, items)
    orders.append((order, items))
    # A task that nobody keeps may be collected at any time. Here it happens
    # while the notification is under way, so that it shows in every run.
    asyncio.get_running_loop().call_later(0.05, gc.collect)
    return order


def look():
    """All orders, and the lists of items, as they are now."""
    return orders


rpc.serve(create_order=create_order, look=look)
