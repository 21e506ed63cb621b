import asyncio
import time

free = asyncio.Semaphore(2)
inside = most = 0


async def ask():
    global inside, most
    async with free:
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(1)
        inside -= 1


async def main():
    start = time.monotonic()
    await asyncio.gather(*(ask() for _ in range(6)))
    print(f"six questions after {time.monotonic() - start:.0f} s")
    print("at the same time:", most)


asyncio.run(main())
