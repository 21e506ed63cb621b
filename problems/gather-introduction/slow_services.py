import asyncio
import time


async def ask(service, seconds):
    await asyncio.sleep(seconds)
    return service


async def main():
    start = time.monotonic()
    for service, seconds in [("stock", 1), ("price", 2), ("reviews", 3)]:
        await ask(service, seconds)
    print(f"one after another: {time.monotonic() - start:.0f} s")

    start = time.monotonic()
    await asyncio.gather(ask("stock", 1), ask("price", 2), ask("reviews", 3))
    print(f"together:          {time.monotonic() - start:.0f} s")


asyncio.run(main())
