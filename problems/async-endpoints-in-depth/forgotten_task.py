import asyncio
import gc


async def wait_for_ever():
    await asyncio.get_running_loop().create_future()


def others():
    return len(asyncio.all_tasks()) - 1  # without main itself


async def main():
    gc.disable()  # until collect() is called
    asyncio.create_task(wait_for_ever())
    kept = asyncio.create_task(wait_for_ever())
    await asyncio.sleep(0)
    print("tasks:", others())
    gc.collect()
    print("tasks after the garbage collection:", others())
    kept.cancel()


asyncio.run(main())
