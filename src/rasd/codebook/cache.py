"""The compiled codebook on disk, so that a warm start does not inflect the vocabulary again."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from rasd.arabic import letters, nouns, verbs, words
from rasd.cache import cache_folder, write_cache_file
from rasd.codebook import compile as compiling
from rasd.codebook import fields, model, notation, spelling
from rasd.codebook.compile import Compiled

_CODE = (letters, words, nouns, verbs, model, notation, spelling, fields, compiling)


def content_hash(files: list[Path], folders: list[Path]) -> str:
    """Hash of the names and bytes of data files, 16 hexadecimal digits; where the folders lie is left out."""
    digest = hashlib.blake2b(digest_size=8)
    for path in files:
        folder = next(n for n, folder in enumerate(folders) if path.is_relative_to(folder))
        body = path.read_bytes()
        digest.update(f"{folder}/{path.relative_to(folders[folder])}\n{len(body)}\n".encode())
        digest.update(body)
    return digest.hexdigest()


def _package_version() -> str:
    try:
        return version("rasd")
    except PackageNotFoundError:
        return "source"


def cache_file(content: str) -> Path:
    """Where the compiled form of this content lies: content, package version and compiling code name it."""
    digest = hashlib.blake2b(f"{content} {_package_version()}".encode(), digest_size=8)
    for module in _CODE:
        digest.update(Path(module.__file__ or "").read_bytes())
    return cache_folder() / f"codebook-{digest.hexdigest()}.msgpack"


def read_cache(path: Path) -> Compiled | None:
    """The cached codebook; None when there is none or it is damaged."""
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=Compiled)
    except (OSError, msgspec.MsgspecError):
        return None


def write_cache(path: Path, compiled: Compiled) -> None:
    """Write at once or not at all; a folder that cannot be written leaves the codebook in memory only."""
    write_cache_file(path, msgspec.msgpack.encode(compiled))
