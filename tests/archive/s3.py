"""A real S3 server on the loopback address, which tells what it was asked and can be stopped."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pyarrow.fs import FileSystem, LocalFileSystem, copy_files

_KEYS = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "tests", "AWS_EC2_METADATA_DISABLED": "true"}


@contextmanager
def keys_only() -> Iterator[None]:
    """While the block runs, no setting of S3 stands in the environment but these keys."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patch.delenv(name)
        for name, value in _KEYS.items():
            patch.setenv(name, value)
        yield


class Bucket:
    """A bucket of a server that can be stopped and started. `asked`: method, path and range of each request."""

    def __init__(self) -> None:
        from moto.server import DomainDispatcherApplication, create_backend_app

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.asked: list[tuple[str, str, str]] = []
        self._answers = DomainDispatcherApplication(create_backend_app)
        self._port = 0
        self.start()
        self.options = f"endpoint_override=127.0.0.1:{self._port}&scheme=http&region=eu-west-1"

    def start(self) -> None:
        from werkzeug.serving import make_server

        self._server = make_server("127.0.0.1", self._port, self._told, threaded=True)
        self._port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _told(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"], environ.get("HTTP_RANGE", "")))
        return self._answers(environ, start)  # type: ignore[no-any-return]

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
    bucket = Bucket()
    try:
        bucket.filesystem.create_dir("archive")
        yield bucket
    finally:
        bucket.stop()
