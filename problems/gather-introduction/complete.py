import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()
start = time.monotonic()


def log(what):
    print(f"{time.monotonic() - start:.0f} s  {what}")


async def load_customer():
    log("customer: started")
    await asyncio.sleep(1)
    log("customer: done")
    return "Ada"


async def load_orders():
    log("orders: started")
    await asyncio.sleep(2)
    log("orders: done")
    return [17, 23]


@app.get("/account")
async def account():
    customer, orders = await asyncio.gather(load_customer(), load_orders())
    return {"customer": customer, "orders": orders}


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        response = await client.get("/account")
        log(f"response: {response.status_code} {response.text}")


asyncio.run(main())
