import asyncio
import time


async def polite():
    await asyncio.sleep(1)


async def rude():
    time.sleep(1)  # holds the thread that everybody shares


async def main():
    for task in (polite, rude):
        start = time.monotonic()
        await asyncio.gather(task(), task(), task())
        print(f"three times {task.__name__}: {time.monotonic() - start:.0f} s")


asyncio.run(main())
