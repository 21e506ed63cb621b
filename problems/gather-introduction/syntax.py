import asyncio


async def double(number):
    await asyncio.sleep(1)
    return 2 * number


async def main():
    results = await asyncio.gather(double(1), double(2), double(3))
    print(results)


asyncio.run(main())
