import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()


async def load(name):
    await asyncio.sleep(1)
    return name


@app.get("/both")
def both():
    return asyncio.gather(load("one"), load("two"))


async def main():
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        start = time.monotonic()
        response = await client.get("/both")
        seconds = round(time.monotonic() - start)
        print(f"{response.status_code} {response.text} after {seconds} s")


asyncio.run(main())
