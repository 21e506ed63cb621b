import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()
start = time.monotonic()


def log(what):
    print(f"{time.monotonic() - start:.0f} s  {what}")


async def load(name):
    log(f"{name}: started")
    await asyncio.sleep(1)
    log(f"{name}: done")
    return name


@app.get("/dashboard")
async def dashboard():
    tasks = [load("user"), load("orders"), load("news")]
    results = asyncio.gather(*tasks)
    log(f"results are there: {results.done()}")
    return {"results are there": results.done()}


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        response = await client.get("/dashboard")
        log(f"response: {response.status_code} {response.text}")
        await asyncio.sleep(2)


asyncio.run(main())
