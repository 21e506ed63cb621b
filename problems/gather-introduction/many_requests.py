import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/price")
async def price():
    await asyncio.sleep(1)  # stands for a question to another service
    return {"price": 42}


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        start = time.monotonic()
        requests = [client.get("/price") for _ in range(50)]
        responses = await asyncio.gather(*requests)
        seconds = round(time.monotonic() - start)
        answered = [r for r in responses if r.status_code == 200]
        print(f"{len(answered)} requests answered after {seconds} s")


asyncio.run(main())
