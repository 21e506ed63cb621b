import asyncio
import time


async def task_one():
    await asyncio.sleep(1)
    return "one"


async def task_two():
    await asyncio.sleep(2)
    return "two"


async def main():
    start = time.monotonic()
    print(await task_one())
    print(await task_two())
    print(f"{time.monotonic() - start:.0f} s")


asyncio.run(main())
