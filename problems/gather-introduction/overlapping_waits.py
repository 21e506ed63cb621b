import asyncio
import time

start = time.monotonic()


async def step(name, seconds):
    await asyncio.sleep(seconds)
    print(f"{time.monotonic() - start:.0f} s  {name}")


async def page():
    await step("customer known", 1)
    await step("basket loaded", 1)


async def main():
    await asyncio.gather(step("offers found", 3), page())


asyncio.run(main())
