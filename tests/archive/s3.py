"""A real S3 server on the loopback address, which tells what it was asked and can be made to fail."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyarrow.fs import FileSystem, LocalFileSystem, copy_files

KEYS = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "tests", "AWS_EC2_METADATA_DISABLED": "true"}


class Bucket:
    """A bucket of a server that runs. `asked`: method, path and range of each request; `before` is called with it."""

    def __init__(self, port: int) -> None:
        self.options = f"endpoint_override=127.0.0.1:{port}&scheme=http&region=eu-west-1"
        self.asked: list[tuple[str, str, str]] = []
        self.before: Callable[[str, str], None] = lambda method, path: None
        self.stop: Callable[[], None] = lambda: None

    @property
    def filesystem(self) -> FileSystem:
        return FileSystem.from_uri(f"s3://archive/?{self.options}&allow_bucket_creation=true")[0]

    def address(self, key: str = "") -> str:
        return f"s3://archive/{key}?{self.options}"

    def put(self, path: Path, key: str) -> str:
        """Copy a file or folder there; gives its address."""
        copy_files(str(path), f"archive/{key}", source_filesystem=LocalFileSystem(), destination_filesystem=self.filesystem)
        return self.address(key)

    def drop(self, key: str) -> None:
        self.filesystem.delete_file(f"archive/{key}")


@contextmanager
def serving() -> Iterator[Bucket]:
    """A server with one empty bucket, while the block runs."""
    from moto.server import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    moto = DomainDispatcherApplication(create_backend_app)

    def told(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        bucket.before(method, path)
        bucket.asked.append((method, path, environ.get("HTTP_RANGE", "")))
        return moto(environ, start)  # type: ignore[no-any-return]

    server = make_server("127.0.0.1", 0, told, threaded=True)
    bucket, thread = Bucket(server.server_port), threading.Thread(target=server.serve_forever)

    def stop() -> None:
        if thread.is_alive():
            server.shutdown()
            thread.join()
            server.server_close()

    bucket.stop = stop
    thread.start()
    try:
        bucket.filesystem.create_dir("archive")
        yield bucket
    finally:
        stop()
