"""The tables of a run at an address. A run is kept in a folder, where work can be gone on with; whole tables are copied.

`plan.json` is there from the beginning, so that no other run writes to the same place, and `summary.json` comes last: where it is,
the tables are whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from rasd.archive.address_faults import fault_of
from rasd.archive.addresses import Address
from rasd.archive.folder import Done, Plan
from rasd.errors import ArchiveError

_PLAN, _SUMMARY = "plan.json", "summary.json"


class Published:
    """The place of the tables of one plan. All that is done there raises ArchiveError."""

    def __init__(self, address: str, plan: Plan) -> None:
        self._address, self._plan = Address.of(address), msgspec.json.encode(plan)
        self.known_as = self._address.known_as

    def done(self) -> Done | None:
        """The run in figures, if its tables are there."""
        with self._told():
            names = self._names()
            if _PLAN not in names:
                if names:
                    raise ArchiveError(f"{self.known_as}: holds other files; choose an empty folder")
                return None
            if self._content(_PLAN) != self._plan:
                raise ArchiveError(
                    f"{self.known_as}: was begun with other inputs, options, codebook or version; choose another folder, or take it away"
                )
            return msgspec.json.decode(self._content(_SUMMARY), type=Done) if _SUMMARY in names else None

    def begin(self) -> None:
        """Take the place; what cannot be written there is told of before anything is coded."""
        with self._told():
            filesystem, top = self._address.located()
            filesystem.create_dir(top, recursive=True)
            with filesystem.open_output_stream(f"{top}/{_PLAN}") as out:
                out.write(self._plan)

    def publish(self, folder: Path) -> None:
        """Copy the tables of a finished folder; what an earlier copy left in the middle is taken away."""
        from pyarrow.fs import FileType, LocalFileSystem, copy_files

        with self._told():
            filesystem, top = self._address.located()
            if filesystem.get_file_info(f"{top}/records").type == FileType.Directory:
                filesystem.delete_dir(f"{top}/records")
            for name in ("records", "rejects.parquet", _SUMMARY):
                copy_files(str(folder / name), f"{top}/{name}", LocalFileSystem(), filesystem)

    def _names(self) -> set[str]:
        from pyarrow.fs import FileSelector

        filesystem, top = self._address.located()
        return {info.base_name for info in filesystem.get_file_info(FileSelector(top, allow_not_found=True))}

    def _content(self, name: str) -> bytes:
        filesystem, top = self._address.located()
        with filesystem.open_input_stream(f"{top}/{name}", compression=None) as stream:
            return bytes(stream.read())

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            fault = fault_of(error, "written")
            raise ArchiveError(f"{self.known_as}: {fault.what}" + (f"; {fault.advice}" if fault.advice else "")) from error
