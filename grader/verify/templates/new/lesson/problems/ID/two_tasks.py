import asyncio
import time


async def wait(seconds):
    await asyncio.sleep(seconds)
    return seconds


async def main():
    started = time.monotonic()
    results = await asyncio.gather(wait(1), wait(2))
    print(results, f"after {time.monotonic() - started:.0f} s")


asyncio.run(main())
