import asyncio
import time


async def load(name, seconds):
    await asyncio.sleep(seconds)
    return name


async def at_most(seconds, loading, instead):
    try:
        async with asyncio.timeout(seconds):
            return await loading
    except TimeoutError:
        return instead


async def page():
    return await asyncio.gather(
        load("product", 1),
        at_most(2, load("reviews", 60), instead="no reviews today"),
    )


async def main():
    start = time.monotonic()
    print(await page(), f"after {time.monotonic() - start:.0f} s")


asyncio.run(main())
