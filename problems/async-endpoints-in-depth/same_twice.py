import asyncio


async def load():
    print("loaded")
    return "price"


async def main():
    price = load()
    print(await asyncio.gather(price, price))


asyncio.run(main())
