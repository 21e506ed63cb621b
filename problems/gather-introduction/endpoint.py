import asyncio

import httpx
from fastapi import FastAPI

app = FastAPI()


async def task_one():
    await asyncio.sleep(1)
    return "one"


async def task_two():
    await asyncio.sleep(2)
    return "two"


@app.get("/both")
async def both():
    one, two = await asyncio.gather(task_one(), task_two())
    return {"one": one, "two": two}


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        response = await client.get("/both")
        print(response.status_code, response.json())


asyncio.run(main())
