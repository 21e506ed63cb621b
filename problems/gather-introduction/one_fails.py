import asyncio
import time

start = time.monotonic()


def log(what):
    print(f"{time.monotonic() - start:.0f} s  {what}")


async def works():
    await asyncio.sleep(2)
    log("the other task ends")


async def fails():
    await asyncio.sleep(1)
    raise ValueError("no such order")


async def main():
    try:
        await asyncio.gather(works(), fails())
    except ValueError as error:
        log(f"gather raises: {error}")
    await asyncio.sleep(2)


asyncio.run(main())
