import asyncio


async def task(name, seconds):
    print(name, "starts")
    await asyncio.sleep(seconds)
    print(name, "ends")


async def main():
    both = asyncio.gather(task("slow", 2), task("quick", 1))
    print("gathered")
    await both
    print("finished")


asyncio.run(main())
