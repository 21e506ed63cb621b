import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/report")
def report():
    time.sleep(3)  # a library for reports that knows no await
    return {"pages": 7}


@app.get("/health")
async def health():
    return {"status": "ok"}


async def ask(client, path, start):
    await client.get(path)
    print(f"{path} answered after {time.monotonic() - start:.0f} s")


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        start = time.monotonic()
        await asyncio.gather(
            ask(client, "/report", start), ask(client, "/health", start)
        )


asyncio.run(main())
