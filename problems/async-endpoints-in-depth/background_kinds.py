import asyncio
import threading
import time

from fastapi import BackgroundTasks, FastAPI

app = FastAPI()
start = time.monotonic()


def log(what):
    main = threading.current_thread() is threading.main_thread()
    where = "event loop" if main else "pool"
    print(f"{time.monotonic() - start:.0f} s  {where + ':':11} {what}")


def write_invoice():
    time.sleep(1)
    log("invoice written")


async def send_mail():
    await asyncio.sleep(1)
    log("mail sent")


@app.post("/order")
async def order(background: BackgroundTasks):
    background.add_task(write_invoice)
    background.add_task(send_mail)
    return {"status": "ordered"}


# What follows plays the server, to see when the response is handed over.
async def receive():
    return {"type": "http.request", "body": b"", "more_body": False}


async def send(message):
    if message["type"] == "http.response.body" and message["body"]:
        log("response: " + message["body"].decode())


request = {
    "type": "http",
    "method": "POST",
    "path": "/order",
    "query_string": b"",
    "headers": [],
}
asyncio.run(app(request, receive, send))
