import asyncio
import threading
import time

import httpx
from fastapi import FastAPI

app = FastAPI()
threads = set()


@app.get("/price")
def price():
    threads.add(threading.current_thread())
    time.sleep(1)
    return {"price": 42}


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://shop"
    ) as client:
        start = time.monotonic()
        await asyncio.gather(*(client.get("/price") for _ in range(3)))
        print(f"three answers after {time.monotonic() - start:.0f} s")
        print("threads that were used:", len(threads))
        loop_thread = threading.current_thread()
        print("the event loop's among them:", loop_thread in threads)


asyncio.run(main())
