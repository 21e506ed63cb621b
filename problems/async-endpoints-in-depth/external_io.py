import asyncio
import time

import httpx
from fastapi import FastAPI

warehouse = FastAPI()  # the other service
shop = FastAPI()


@warehouse.get("/stock/{place}")
async def stock(place: str):
    await asyncio.sleep({"Rome": 1, "Oslo": 2, "Lima": 3}[place])
    return place + ": 5"


def client_of(app):
    transport = httpx.ASGITransport(app=app)
    return httpx.AsyncClient(transport=transport, base_url="http://service")


@shop.get("/stock")
async def total():
    async with client_of(warehouse) as client:
        places = ["Lima", "Rome", "Oslo"]
        answers = await asyncio.gather(
            *(client.get(f"/stock/{place}") for place in places)
        )
    return [answer.json() for answer in answers]


async def main():
    async with client_of(shop) as client:
        start = time.monotonic()
        response = await client.get("/stock")
        print(response.text, f"after {time.monotonic() - start:.0f} s")


asyncio.run(main())
