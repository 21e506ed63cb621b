import asyncio


async def task(name, seconds):
    await asyncio.sleep(seconds)
    print(name, "ends")
    return name


async def main():
    print(await asyncio.gather(task("slow", 2), task("quick", 1)))


asyncio.run(main())
