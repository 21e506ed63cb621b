import asyncio


async def nothing():
    pass


async def count(name):
    for number in (1, 2):
        print(name, number)
        await nothing()


async def main():
    await asyncio.gather(count("a"), count("b"))


asyncio.run(main())
