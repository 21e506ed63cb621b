import asyncio

from {{name}} import square


async def squares(n: int) -> list[int]:
    # gather starts every call at once and keeps their order.
    return await asyncio.gather(*(square(number) for number in range(n)))
