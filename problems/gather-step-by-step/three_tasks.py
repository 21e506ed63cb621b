import asyncio

import httpx
from fastapi import FastAPI

app = FastAPI()


async def load_user():
    await asyncio.sleep(1)  # asks the user service
    return "Ada"


async def load_orders():
    await asyncio.sleep(1)  # asks the order service
    return "2 orders"


async def load_news():
    await asyncio.sleep(1)  # asks the news service
    return "no news"


@app.get("/dashboard")
async def dashboard():
    tasks = [load_user(), load_orders(), load_news()]
    results = await asyncio.gather(*tasks)
    answer = dict(zip(("user", "orders", "news"), results))
    return answer


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        response = await client.get("/dashboard")
        print(response.status_code, response.text)


asyncio.run(main())
