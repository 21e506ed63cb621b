import asyncio
import os


async def main():
    os.write(3, b"begin")
    await asyncio.gather(*(asyncio.sleep(0.1) for _ in range(10)))
    os.write(3, b"end")


asyncio.run(main())
