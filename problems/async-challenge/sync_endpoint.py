import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/price")
def price():
    time.sleep(1)
    return {"price": 42}


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        start = time.monotonic()
        await asyncio.gather(client.get("/price"), client.get("/price"))
        print(f"two answers after {time.monotonic() - start:.0f} s")


asyncio.run(main())
