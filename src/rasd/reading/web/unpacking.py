"""gzip and deflate undone piece by piece up to a bound, so that no small answer becomes a huge one."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator


class TooLarge(Exception):
    """More came, packed or unpacked, than the limit allows."""


def bounded(pieces: Iterable[bytes], limit: int) -> bytes:
    """All pieces as one. Raises TooLarge."""
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > limit:
            raise TooLarge
    return bytes(whole)


def unpacked(pieces: Iterable[bytes], encoding: str, limit: int) -> Iterator[bytes]:
    """The pieces without their content encoding. Raises TooLarge, and ValueError for what cannot be unpacked."""
    names = [name.strip() for name in encoding.lower().split(",") if name.strip() not in ("", "identity")]
    if len(names) > 1 or names and names[0] not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"comes packed as {encoding}, which was not asked for")
    return _inflated(pieces, limit) if names else iter(pieces)


def gunzip(content: bytes, limit: int) -> bytes:
    """A whole gzip file. Raises TooLarge, ValueError."""
    return bounded(_inflated([content], limit), limit)


def _inflated(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    inflater = None
    given = 0
    for piece in pieces:
        if inflater is None and piece:
            raw_deflate = piece[:2] != b"\x1f\x8b" and piece[0] & 0x0F != 8
            inflater = zlib.decompressobj(-15 if raw_deflate else 47)
        while piece and inflater is not None:
            try:
                out = inflater.decompress(piece, limit + 1 - given)
            except zlib.error as error:
                raise ValueError(f"is damaged: {error}") from None
            given += len(out)
            if given > limit:
                raise TooLarge
            yield out
            piece = inflater.unconsumed_tail or inflater.unused_data
            if inflater.eof and piece:  # gzip files may follow one another
                inflater = zlib.decompressobj(47)
    if inflater is not None and not inflater.eof:
        raise ValueError("is cut off")
