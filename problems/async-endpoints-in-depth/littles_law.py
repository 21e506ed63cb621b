import asyncio

RATE = 2  # requests a second
STAY = 9.75  # seconds that each is inside
inside = 0
counts = []


async def request():
    global inside
    inside += 1
    counts.append(inside)
    await asyncio.sleep(STAY)
    inside -= 1


async def main():
    requests = []
    for _ in range(60):
        requests.append(asyncio.create_task(request()))
        await asyncio.sleep(1 / RATE)
    await asyncio.gather(*requests)
    print("rate times stay:", RATE * STAY)
    print("inside at the most:", max(counts))


asyncio.run(main())
