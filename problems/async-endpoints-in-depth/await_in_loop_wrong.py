import asyncio
import time


async def price(number):
    await asyncio.sleep(1)
    return 10 * number


async def prices():
    return [await price(number) for number in range(5)]


async def main():
    start = time.monotonic()
    print(await prices(), f"after {time.monotonic() - start:.0f} s")


asyncio.run(main())
