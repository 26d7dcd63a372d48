"""Downloading a country's places from GeoNames: resumable, size and archive checked."""

from __future__ import annotations

import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from rasd.errors import GazetteerError
from rasd.gazetteer import sources

OFFICIAL = "https://download.geonames.org/export/dump/{country}.zip"
_BLOCK = 1 << 16
_TIMEOUT = 30.0


def fetch_country(country: str, address: str | None = None) -> Path:
    """The country's table, downloaded and unpacked into the user's data folder.

    A download that was cut off goes on where it stopped. Raises GazetteerError.
    """
    code = country.upper()
    if len(code) != 2 or not code.isalpha():
        raise GazetteerError(f"{country!r} is no two-letter country code")
    address = address or OFFICIAL.format(country=code)
    if not address.startswith(("http://", "https://")):
        raise GazetteerError(f"{address}: only http and https addresses are fetched")
    folder = sources.data_folder().parent / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{code}.zip.part"
    _download(address, part)
    return _unpack(address, part, folder / f"{code}.txt", code)


def _download(address: str, part: Path) -> None:
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(
        address, headers={"User-Agent": "rasd (gazetteer fetch)"} | ({"Range": f"bytes={have}-"} if have else {})
    )
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
            resumed = answer.status == 206
            length = answer.headers.get("Content-Length")
            expected = int(length) + (have if resumed else 0) if length else None
            with part.open("ab" if resumed else "wb") as out:
                while block := answer.read(_BLOCK):
                    out.write(block)
    except urllib.error.HTTPError as error:
        if error.code == 416:  # everything was there already
            return
        raise GazetteerError(f"{address}: the server answered {error.code} {error.reason}") from error
    except (OSError, ValueError) as error:
        raise GazetteerError(f"{address}: cannot be fetched: {error}; run the command again to go on") from error
    if expected is not None and part.stat().st_size != expected:
        raise GazetteerError(
            f"{address}: {part.stat().st_size} of {expected} bytes came; run the command again to go on"
        )


def _unpack(address: str, part: Path, target: Path, code: str) -> Path:
    try:
        with zipfile.ZipFile(part) as archive:
            bad = archive.testzip()
            if bad or f"{code}.txt" not in archive.namelist():
                raise zipfile.BadZipFile(f"{bad} is damaged" if bad else f"no {code}.txt in it")
            target.write_bytes(archive.read(f"{code}.txt"))
    except zipfile.BadZipFile as error:
        part.unlink(missing_ok=True)
        raise GazetteerError(f"{address}: is no GeoNames archive ({error}); it was thrown away") from error
    part.unlink()
    return target
