import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/price")
def price():
    time.sleep(10)
    return {"price": 42}


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        for count in (2, 40, 41):
            start = time.monotonic()
            await asyncio.gather(*(client.get("/price") for _ in range(count)))
            seconds = round(time.monotonic() - start, -1)
            print(f"{count} answers after {seconds:.0f} s")


asyncio.run(main())
