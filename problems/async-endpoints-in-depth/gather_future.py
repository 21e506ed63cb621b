import asyncio


async def load(name, seconds):
    await asyncio.sleep(seconds)
    print(name, "loaded")
    return name


async def main():
    gathered = asyncio.gather(load("stock", 2), load("price", 1))
    print("a coroutine:", asyncio.iscoroutine(gathered))
    print("a future:", asyncio.isfuture(gathered))
    print(await gathered)


asyncio.run(main())
