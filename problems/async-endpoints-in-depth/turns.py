import asyncio


async def count(name):
    for number in (1, 2, 3):
        print(name, number)
        await asyncio.sleep(0)  # stands aside for one turn


async def main():
    await asyncio.gather(count("a"), count("b"))


asyncio.run(main())
