import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()
start = time.monotonic()


def log(what):
    print(f"{time.monotonic() - start:.0f} s  {what}")


async def load_user():
    await asyncio.sleep(2)
    log("user: done")
    return "Ada"


async def load_orders():
    await asyncio.sleep(1)
    raise ValueError("no such orders")


async def load_news():
    await asyncio.sleep(3)
    log("news: done")
    return "no news"


@app.get("/dashboard")
async def dashboard():
    tasks = [load_user(), load_orders(), load_news()]
    return await asyncio.gather(*tasks)


async def main():
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        response = await client.get("/dashboard")
        log(f"response: {response.status_code} {response.text}")
        await asyncio.sleep(3)


asyncio.run(main())
