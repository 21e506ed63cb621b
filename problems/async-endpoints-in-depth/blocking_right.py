import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()


def write_pdf():
    time.sleep(1)


@app.get("/report")
async def report():
    await asyncio.to_thread(write_pdf)


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        start = time.monotonic()
        await asyncio.gather(*(client.get("/report") for _ in range(3)))
        print(f"three reports after {time.monotonic() - start:.0f} s")


asyncio.run(main())
