import asyncio
import time


async def ask(mirror, seconds):
    await asyncio.sleep(seconds)
    return mirror


async def main():
    start = time.monotonic()
    asked = {
        asyncio.create_task(ask("near", 1)),
        asyncio.create_task(ask("far", 5)),
    }
    first = asyncio.FIRST_COMPLETED
    answered, waiting = await asyncio.wait(asked, return_when=first)
    for task in waiting:
        task.cancel()
    print(answered.pop().result(), f"after {time.monotonic() - start:.0f} s")


asyncio.run(main())
