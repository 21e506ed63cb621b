import asyncio

database = {"sold": 0}


async def load():
    await asyncio.sleep(1)
    return database["sold"]


async def store(number):
    await asyncio.sleep(1)
    database["sold"] = number


async def sell():
    before = await load()
    await store(before + 1)


async def main():
    await asyncio.gather(*(sell() for _ in range(10)))
    print("sold ten times, counted:", database["sold"])


asyncio.run(main())
