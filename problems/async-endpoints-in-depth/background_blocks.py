import asyncio
import time

import httpx
from fastapi import BackgroundTasks, FastAPI

app = FastAPI()


async def mail_that_blocks():
    time.sleep(3)


def mail_in_the_pool():
    time.sleep(3)


@app.post("/order/{kind}")
async def order(kind: str, background: BackgroundTasks):
    mails = {"async": mail_that_blocks, "sync": mail_in_the_pool}
    background.add_task(mails[kind])


@app.get("/health")
async def health():
    return "ok"


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        for kind in ("async", "sync"):
            start = time.monotonic()
            order = asyncio.create_task(client.post(f"/order/{kind}"))
            await asyncio.sleep(0.1)
            await client.get("/health")
            seconds = round(time.monotonic() - start)
            print(f"{kind} task: health answered after {seconds} s")
            await order


asyncio.run(main())
