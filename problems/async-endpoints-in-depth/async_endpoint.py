import asyncio
import threading
import time

import httpx
from fastapi import FastAPI

app = FastAPI()
threads = set()
inside = most = 0


@app.get("/price")
async def price():
    global inside, most
    threads.add(threading.current_thread())
    inside += 1
    most = max(most, inside)
    await asyncio.sleep(10)
    inside -= 1
    return {"price": 42}


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        start = time.monotonic()
        await asyncio.gather(*(client.get("/price") for _ in range(60)))
        seconds = round(time.monotonic() - start, -1)
        print(f"60 answers after {seconds:.0f} s")
        print("at the same time in the endpoint:", most)
        print("threads that were used:", len(threads))


asyncio.run(main())
