import os
import threading

os.write(3, b"begin")
threading.Event().wait(0.1)
os.write(3, b"end")
