import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/async")
async def declared_with_async_def():
    time.sleep(1)


@app.get("/sync")
def declared_with_def():
    time.sleep(1)


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        for path in ("/async", "/sync"):
            start = time.monotonic()
            await asyncio.gather(*(client.get(path) for _ in range(3)))
            seconds = round(time.monotonic() - start)
            print(f"{path}: three answers after {seconds} s")


asyncio.run(main())
