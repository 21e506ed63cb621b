import asyncio
import threading
import time


async def wait():
    await asyncio.sleep(60)


async def main():
    start = time.monotonic()
    await asyncio.gather(*(wait() for _ in range(10_000)))
    minutes = round((time.monotonic() - start) / 60)
    print(f"10000 waits of a minute took {minutes} minute")
    print("threads:", threading.active_count())


asyncio.run(main())
