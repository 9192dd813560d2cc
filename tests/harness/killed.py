"""Fork a process, let it do something, kill it at a random moment or just before one of its file operations."""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import NoReturn

FILE_OPERATIONS = frozenset({"open", "os.rename", "os.remove", "os.truncate"})  # as `sys.audit` names them
Tell = Callable[[str], None]


def killed(
    work: Callable[[Tell], None], *, lines: int = 0, after: float | None = None, before_step: int = 0
) -> list[str]:
    """Run `work` in a process of its own and kill it; the whole lines that it told until then.

    It is killed `after` so many seconds, which count from so many lines on, or just before its `before_step`-th file
    operation after it told "now".
    A process that ends by itself is a fault of the harness.
    """
    from_child, to_parent = os.pipe()
    child = os.fork()
    if not child:
        os.close(from_child)
        _work(work, to_parent, before_step)
    os.close(to_parent)
    heard = b""
    while heard.count(b"\n") < lines and (piece := os.read(from_child, 1 << 16)):
        heard += piece
    until = time.monotonic() + (after if after is not None else 30)
    while (left := until - time.monotonic()) > 0:
        if select.select([from_child], [], [], left)[0]:
            piece = os.read(from_child, 1 << 16)
            if not piece:
                break
            heard += piece
    if after is not None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while piece := os.read(from_child, 1 << 16):
        heard += piece
    os.close(from_child)
    assert os.WIFSIGNALED(status), "the process ended by itself: see its traceback"
    return heard.decode().split("\n")[:-1]


def moment(chance: random.Random, *, longest: float, steps: int) -> dict[str, float | int]:
    """When to kill: half of the time by the clock, half of the time at a step."""
    if chance.random() < 0.5:
        return {"after": chance.uniform(0, longest)}
    return {"before_step": chance.randint(1, steps)}


def _work(work: Callable[[Tell], None], to_parent: int, before_step: int) -> NoReturn:
    left = before_step
    has_begun = False

    def step(event: str, _arguments: object) -> None:
        nonlocal left
        if has_begun and event in FILE_OPERATIONS:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    def tell(line: str) -> None:
        nonlocal has_begun
        has_begun = has_begun or line == "now"
        os.write(to_parent, f"{line}\n".encode())

    try:
        if before_step:
            sys.addaudithook(step)
        while True:
            work(tell)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
