import asyncio
import time

from health_check import check_service


async def check_or_error(service: str) -> dict:
    try:
        return await check_service(service)
    except RuntimeError:
        return {"service": service, "status": "error"}


async def health_check() -> dict:
    begin = time.monotonic()
    services = await asyncio.gather(
        *(check_or_error(name) for name in ("database", "cache", "queue")))
    well = all(health["status"] == "ok" for health in services)
    return {
        "status": "ok" if well else "degraded",
        "services": services,
        "total_ms": (time.monotonic() - begin) * 1000,
    }
