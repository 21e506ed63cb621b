import asyncio
import sys
import time

import httpx
from fastapi import BackgroundTasks, FastAPI

app = FastAPI()


async def mail():
    time.sleep(3)


@app.get("/a")
async def a():
    time.sleep(3)


@app.get("/b")
def b():
    time.sleep(3)


@app.get("/c")
async def c():
    await asyncio.sleep(3)


@app.get("/d")
async def d(background: BackgroundTasks):
    background.add_task(mail)


@app.get("/health")
async def health():
    return "ok"


async def main(path):
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        start = time.monotonic()
        slow = asyncio.create_task(client.get(path))
        await asyncio.sleep(0.1)
        await client.get("/health")
        print(f"health answered after {time.monotonic() - start:.0f} s")
        await slow


asyncio.run(main(sys.argv[1]))
