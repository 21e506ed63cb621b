import time

from health_check import check_service


async def health_check() -> dict:
    begin = time.monotonic()
    # TODO: ask all three services, together. This asks only the database.
    services = [await check_service("database")]
    return {
        "status": "ok" if services[0]["status"] == "ok" else "degraded",
        "services": services,
        "total_ms": (time.monotonic() - begin) * 1000,
    }
