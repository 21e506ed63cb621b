import asyncio
import time

start = time.monotonic()


def log(what):
    print(f"{time.monotonic() - start:.0f} s  {what}")


async def heartbeat():
    while True:
        log("beat")
        await asyncio.sleep(1)


async def report():
    await asyncio.sleep(1.2)
    time.sleep(3)


async def main():
    beating = asyncio.create_task(heartbeat())
    await report()
    log("report done")
    await asyncio.sleep(1.5)
    beating.cancel()


asyncio.run(main())
