import asyncio

RATE = 2  # requests a second
STAY = 9.5  # seconds that each of them is inside
inside = 0


async def request():
    global inside
    inside += 1
    await asyncio.sleep(STAY)
    inside -= 1


async def look():
    await asyncio.sleep(10.25)  # from now on as many leave as come
    looks = []
    for _ in range(20):
        looks.append(inside)
        await asyncio.sleep(0.5)
    print("rate times stay:  ", RATE * STAY)
    print("inside on average:", sum(looks) / len(looks))


async def main():
    tasks = [asyncio.create_task(look())]
    for _ in range(60):
        tasks.append(asyncio.create_task(request()))
        await asyncio.sleep(1 / RATE)
    await asyncio.gather(*tasks)


asyncio.run(main())
