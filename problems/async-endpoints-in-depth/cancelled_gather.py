import asyncio
import time

start = time.monotonic()


async def load(name):
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print(f"{time.monotonic() - start:.0f} s  {name} cancelled")
        raise


async def main():
    try:
        async with asyncio.timeout(1):
            await asyncio.gather(load("stock"), load("price"))
    except TimeoutError:
        print(f"{time.monotonic() - start:.0f} s  too late")


asyncio.run(main())
