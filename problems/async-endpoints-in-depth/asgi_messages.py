import asyncio

from fastapi import FastAPI

app = FastAPI()


@app.get("/hello")
async def hello():
    return "hello"


async def receive():
    return {"type": "http.request", "body": b"", "more_body": False}


async def send(message):
    print(message["type"], message.get("status") or message["body"])


request = {
    "type": "http",
    "method": "GET",
    "path": "/hello",
    "query_string": b"",
    "headers": [],
}
asyncio.run(app(request, receive, send))
