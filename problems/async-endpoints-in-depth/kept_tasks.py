import asyncio
import time

start = time.monotonic()
sending = set()


def log(what):
    print(f"{time.monotonic() - start:.0f} s  {what}")


async def send_mail(number):
    await asyncio.sleep(number)
    if number == 2:
        raise ConnectionError("mail 2 was refused")
    log(f"mail {number} sent")


def ended(task):
    sending.discard(task)
    if not task.cancelled() and task.exception():
        log(f"reported: {task.exception()}")


def in_background(coroutine):
    task = asyncio.create_task(coroutine)
    sending.add(task)
    task.add_done_callback(ended)


async def main():
    for number in (1, 2, 3):
        in_background(send_mail(number))
    log("the service shuts down")
    await asyncio.gather(*sending, return_exceptions=True)
    log("everything has ended")


asyncio.run(main())
