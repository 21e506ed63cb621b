import asyncio

from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/greet/{name}")
async def greet(name: str, request: Request):
    return (await request.body()).decode() + " " + name


async def receive():
    return {"type": "http.request", "body": b"hello", "more_body": False}


async def send(message):
    print(message["type"], message.get("status") or message["body"])


scope = {
    "type": "http",
    "method": "POST",
    "path": "/greet/Ada",
    "query_string": b"",
    "headers": [],
}
asyncio.run(app(scope, receive, send))
