import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()


async def load(name):
    await asyncio.sleep(1)
    return name


@app.get("/sync")
def without_a_loop():
    return asyncio.gather(load("stock"), load("price"))


@app.get("/async")
async def with_the_loop():
    return await asyncio.gather(load("stock"), load("price"))


async def main():
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        for path in ("/sync", "/async"):
            start = time.monotonic()
            response = await client.get(path)
            seconds = round(time.monotonic() - start)
            print(f"{path}: {response.status_code} after {seconds} s")


asyncio.run(main())
