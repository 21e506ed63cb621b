import asyncio


async def greet():
    print("greet runs")
    await asyncio.sleep(1)
    return "hello"


async def main():
    greeting = greet()
    print("greet was called, which gave a", type(greeting).__name__)
    print(await greeting)


asyncio.run(main())
