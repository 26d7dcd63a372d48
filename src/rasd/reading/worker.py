"""The process that reads what others made: it may run out of time or memory, or crash, and only it ends.

Started by `confined`; takes tasks on its standard input and answers on its standard output.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from importlib import import_module

from rasd.errors import InputError
from rasd.reading import tasks
from rasd.reading.findings import fault
from rasd.reading.tasks import Answer, Task


def main() -> None:
    """Serve tasks until the input ends."""
    memory = int(sys.argv[1])
    _limit(memory)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which ends this process
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not mix with the answers
    source = sys.stdin.buffer
    while True:
        try:
            _, task = tasks.read(source)
        except EOFError:
            return
        try:
            for answer in _watched(import_module(tasks.READERS[task.reader]).read(task), task):
                tasks.write(out, answer)
            tasks.write(out, None)
        except InputError as error:
            tasks.write(out, fault(task.address, error.what, error.advice, task.content or b"", task.media_type))
            tasks.write(out, None)
        except MemoryError:
            tasks.write(out, f"needs more than {memory // 1_000_000} MB of memory")
            return
        except RecursionError:
            tasks.write(out, "is nested too deeply")
        except Exception as error:  # a library's fault on strange input is the input's reason, whatever its class
            tasks.write(out, f"cannot be read ({type(error).__name__}: {str(error)[:200]})")


def _watched(answers: Iterator[Answer], task: Task) -> Iterator[Answer]:
    """The answers; should the program be gone that ends a reader which takes too long, the system does it."""
    alarm = getattr(signal, "alarm", lambda seconds: None)
    while True:
        alarm(int(2 * task.options.limits.seconds) + 5)
        answer = next(answers, None)
        alarm(0)
        if answer is None:
            return
        yield answer


def _limit(memory: int) -> None:
    """Let the system refuse memory beyond the limit; not on Windows, which has no such limit."""
    try:
        import resource
    except ImportError:
        return
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    resource.setrlimit(kind, (memory, resource.getrlimit(kind)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
