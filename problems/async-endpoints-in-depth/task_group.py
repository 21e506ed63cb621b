import asyncio
import time

start = time.monotonic()


def log(what):
    print(f"{time.monotonic() - start:.0f} s  {what}")


async def works():
    try:
        await asyncio.sleep(2)
    except asyncio.CancelledError:
        log("the other task is cancelled")
        raise


async def fails():
    await asyncio.sleep(1)
    raise ValueError


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(works())
            group.create_task(fails())
    except* ValueError as errors:
        log(f"the group raises {len(errors.exceptions)} error")


asyncio.run(main())
