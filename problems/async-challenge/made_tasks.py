import asyncio
import time


async def one():
    await asyncio.sleep(1)
    return "one"


async def two():
    await asyncio.sleep(2)
    return "two"


async def both():
    first = asyncio.create_task(one())
    second = asyncio.create_task(two())
    return await first, await second


async def main():
    start = time.monotonic()
    results = await both()
    print(list(results), f"after {time.monotonic() - start:.0f} s")


asyncio.run(main())
