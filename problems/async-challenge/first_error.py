import asyncio
import time

start = time.monotonic()


def log(what):
    print(f"{time.monotonic() - start:.0f} s  {what}")


async def works():
    try:
        await asyncio.sleep(2)
        log("the other task has ended")
    except asyncio.CancelledError:
        log("the other task was cancelled")
        raise


async def fails():
    await asyncio.sleep(1)
    raise ValueError


async def main():
    try:
        await asyncio.gather(works(), fails())
    except ValueError:
        log("gather has raised")
    await asyncio.sleep(2)


asyncio.run(main())
