"""Adapter of "Async request handler"."""

import rpc

solution = rpc.load("get_user")

rpc.serve(get_user=solution.get_user)
