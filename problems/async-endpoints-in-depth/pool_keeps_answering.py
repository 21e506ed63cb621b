import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()


def compute():
    begin = time.thread_time()
    while time.thread_time() - begin < 0.2:
        sum(i * i for i in range(10_000))


@app.get("/on-the-loop")
async def on_the_loop():
    compute()


@app.get("/in-a-thread")
async def in_a_thread():
    await asyncio.to_thread(compute)


@app.get("/health")
async def health():
    return "ok"


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:

        async def ask(path):
            await client.get(path)
            print("answered:", path)

        await asyncio.gather(ask("/on-the-loop"), ask("/health"))
        await asyncio.gather(ask("/in-a-thread"), ask("/health"))


asyncio.run(main())
