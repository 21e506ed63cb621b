import asyncio

sold = 0


async def sell():
    global sold
    before = sold
    sum(range(100_000))  # takes a while, but stands aside for nobody
    sold = before + 1


async def main():
    await asyncio.gather(*(sell() for _ in range(100)))
    print("sold:", sold)


asyncio.run(main())
