import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

SECONDS = 0.4  # of processor time that one computation needs


def compute():
    begin = time.thread_time()
    while time.thread_time() - begin < SECONDS:
        sum(i * i for i in range(10_000))


def measure(executor):
    list(executor.map(abs, [1, 2]))  # starts the workers
    start = time.monotonic()
    computations = [executor.submit(compute) for _ in range(2)]
    for computation in computations:
        computation.result()
    return round((time.monotonic() - start) / SECONDS)


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as threads:
        print("two in threads:   the time of", measure(threads))
    with ProcessPoolExecutor(2) as processes:
        print("two in processes: the time of", measure(processes))
