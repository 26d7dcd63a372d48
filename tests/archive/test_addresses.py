"""Archives at addresses: the same reports as from files of this machine, and one sentence for what fails."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from java import NEEDS_SPARK
from made import reports, write_lines, write_table, write_warc
from s3 import Bucket, keys_only
from tables import records, rejects

from rasd.archive.address_faults import fault_of
from rasd.archive.addresses import Address
from rasd.archive.finishing import finish_here
from rasd.archive.folder import Folder, Plan
from rasd.archive.linking import named_in, read_records, stretches
from rasd.archive.pieces import Piece, cut
from rasd.archive.pool import code_here
from rasd.archive.units import items
from rasd.archive.working import Setup, Worker
from rasd.errors import ArchiveError, InputError
from rasd.reading.items import Item, ReadFault, ReadReport

ROWS = reports(40)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every form, with damage and lines that have no id; names with what an address writes otherwise."""
    folder = tmp_path_factory.mktemp("all")
    (folder / "deep er").mkdir()
    write_lines(folder / "a.jsonl", ROWS[:12], [b"{broken", json.dumps({"text": ROWS[20]["text"]}).encode()])
    write_lines(folder / "deep er" / "تقارير 100%20#1.jsonl", [{"text": row["text"]} for row in ROWS[12:16]])
    write_lines(folder / "b.jsonl.gz", ROWS[16:20])
    (folder / "cut.jsonl.gz").write_bytes((folder / "b.jsonl.gz").read_bytes()[:-40])
    write_table(folder / "deep er" / "c.parquet", ROWS[20:30], group=4)
    (folder / "g.parquet").write_bytes(b"PAR1 nothing")
    whole = write_warc(folder / "d.warc", ROWS[30:35]).read_bytes()
    (folder / "cut.warc").write_bytes(whole[:-100])
    write_warc(folder / "e.warc.gz", ROWS[35:])
    (folder / "notes.txt").write_text("no archive")
    (folder / "all.paths").write_text("# some\na.jsonl\ndeep er/c.parquet\ngone.jsonl\n")
    return folder


def read(pieces: list[Piece], top: str) -> list[Item]:
    """All items, with names seen from a folder."""
    found: list[Item] = []
    for item in (item for piece in pieces for item in items(piece)):
        address = item.address.replace(top, "")
        if isinstance(item, ReadFault):
            error = InputError(*(said.replace(top, "") for said in (item.error.where, item.error.what, item.error.advice)))
            found.append(msgspec.structs.replace(item, address=address, error=error))
        else:
            found.append(msgspec.structs.replace(item, address=address))
    return found


def told(found: list[Item]) -> list[str]:
    return [f"{item.address} {item.error}" if isinstance(item, ReadFault) else repr(item) for item in found]


@pytest.mark.parametrize("scheme", ["s3", "file"])
@pytest.mark.parametrize("each", [300, 1_000_000])
def test_reports_and_faults_are_those_of_local_files(folder: Path, bucket: Bucket, scheme: str, each: int) -> None:
    there = bucket.put(folder, "crawl") if scheme == "s3" else folder.as_uri()
    here = read(cut([str(folder)], each, rows=3), str(folder))
    assert len(here) > 50 and len([item for item in here if isinstance(item, ReadFault)]) == 6
    found = read(cut([there], each, rows=3), "s3://archive/crawl" if scheme == "s3" else folder.as_uri())
    assert told(found) == told(here)
    assert told(read(cut([there.replace("crawl", "crawl/")], each, rows=3), "s3://archive/crawl" if scheme == "s3" else folder.as_uri())) == told(here)


def test_a_listing_on_this_machine_names_files_at_addresses(folder: Path, bucket: Bucket, tmp_path: Path) -> None:
    there = bucket.put(folder / "a.jsonl", "one/a 1.jsonl").replace(" ", "%20")
    write_lines(tmp_path / "near.jsonl", ROWS[:2])
    (tmp_path / "all.paths").write_text(f"{there}\nnear.jsonl\n{bucket.address('gone.jsonl')}\n")
    found = [item for piece in cut([str(tmp_path / "all.paths")]) for item in items(piece)]
    faults = [str(item.error) for item in found if isinstance(item, ReadFault)]
    assert len(found) - len(faults) == 15 and faults[-1] == "s3://archive/gone.jsonl: no such file"


def test_a_listing_at_an_address_names_files_from_its_folder_or_from_the_top() -> None:
    listing = Address.of("s3://archive/2023/lists/all.paths?region=x")
    assert str(listing.beside("a b.jsonl")) == "s3://archive/2023/lists/a%20b.jsonl?region=x"
    assert listing.beside("../b.warc").known_as == "s3://archive/2023/b.warc"
    assert listing.beside("/c.parquet").known_as == "s3://archive/c.parquet"


def test_of_lines_only_a_range_is_fetched(bucket: Bucket, tmp_path: Path) -> None:
    there = bucket.put(write_lines(tmp_path / "long.jsonl", reports(10_000)), "long.jsonl")
    size = (tmp_path / "long.jsonl").stat().st_size
    pieces = cut([there], each=100_000)
    bucket.asked.clear()
    assert len(list(items(pieces[20]))) > 100
    ranges = [tuple(map(int, asked.removeprefix("bytes=").split("-"))) for method, _, asked in bucket.asked if method == "GET"]
    assert ranges and all(2_000_000 - 1 <= start <= end < 2_000_000 + 600_000 for start, end in ranges) and size > 3_000_000


def test_a_long_row_group_is_not_fetched_for_every_few_rows(bucket: Bucket, tmp_path: Path) -> None:
    table = write_table(tmp_path / "a.parquet", reports(2_000), group=2_000)
    assert len(cut([str(table)], rows=10)) == 200
    pieces = cut([bucket.put(table, "a.parquet")], rows=10)
    assert [(p.start, p.end) for p in pieces] == [(n, n + 125) for n in range(0, 2_000, 125)]
    assert sum(isinstance(item, ReadReport) for item in items(pieces[3])) == 125


def test_pieces_of_local_files_keep_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lines(tmp_path / "a.jsonl", ROWS[:1])
    monkeypatch.chdir(tmp_path)
    (piece,) = cut(["./a.jsonl"])
    assert (piece.path, Piece("a.jsonl", "jsonl", 0, 377, 377).name) == ("a.jsonl", "05c7be190552b2cb42b5")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("s3://archive/gone?{}", "s3://archive/gone: no such file or folder"),
        ("s3://nowhere/gone?{}", "s3://nowhere/gone: no such bucket; see whether its name and endpoint are right"),
        ("s3://archive/?{}&nope=1", "s3://archive: is no address that can be opened: Unexpected query parameter in S3 URI: 'nope'"),
        ("s3:///gone?{}", "s3://: is no address that can be opened: Missing bucket name in S3 URI"),
        ("s3://key:secret@archive/x", "s3://archive/x: no secret may stand in an address; give it in the settings of the library, for S3 in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
        ("ftp://host/x.jsonl", "ftp://host: addresses of this kind are not opened; those that pyarrow knows are: s3://, hdfs://, gs://, abfs://, file://"),
        ("s3://archive/crawl/notes.txt?{}", "s3://archive/crawl/notes.txt: is of no kind that is read; archives are .jsonl, .jsonl.gz, .parquet, .warc, .warc.gz, .paths, .paths.gz"),
        ("file:///nowhere/x.jsonl", "file:///nowhere/x.jsonl: no such file or folder"),
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_said(bucket: Bucket, folder: Path, address: str, sentence: str) -> None:
    bucket.put(folder / "notes.txt", "crawl/notes.txt")
    with pytest.raises(InputError) as error:
        cut([address.format(bucket.options)])
    assert str(error.value) == sentence


def test_credentials_that_are_none_are_said(bucket: Bucket, folder: Path) -> None:
    from moto.core import set_initial_no_auth_action_count

    there = bucket.put(folder / "a.jsonl", "locked.jsonl")
    (piece,) = cut([there])
    sentence = "^s3://archive/locked.jsonl: access is denied; see whether there are credentials .*AWS_PROFILE"

    @set_initial_no_auth_action_count(0)
    def locked() -> None:
        with pytest.raises(InputError, match=sentence):
            cut([there])
        with pytest.raises(ArchiveError, match=f"{sentence}.*; the same command goes on"):
            list(items(piece))

    locked()


def test_a_host_that_is_not_reached_is_said(tmp_path: Path) -> None:
    with keys_only(), pytest.raises(InputError, match=r"^s3://archive/x: the host is not reached \(Could not connect to server\); see whether"):
        cut(["s3://archive/x?endpoint_override=127.0.0.1:1&scheme=http&region=eu-west-1"])


def test_a_folder_of_this_machine_may_bear_a_question_mark(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", ROWS[:8])
    folder = Folder(tmp_path / "what? now")
    worker = Worker(Setup(str(folder.path)))
    for piece in folder.begin(Plan("a test", tuple(cut([str(tmp_path / "a.jsonl")])))):
        worker.code(piece)
    finish_here(folder)
    assert len(list(read_records(folder.path, pytest.fail))) == len(records(folder)) > 0


def test_hdfs_without_its_library_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HADOOP_HOME", "JAVA_HOME", "ARROW_LIBHDFS_DIR", "CLASSPATH"):
        monkeypatch.delenv(name, raising=False)
    for _ in range(2):  # the library is looked for once
        with pytest.raises(InputError, match=r"^hdfs://host:8020/x: HDFS needs Hadoop's library, and libhdfs or Java's libjvm is not found; install Java and"):
            cut(["hdfs://host:8020/x"])


@pytest.mark.parametrize(
    ("said", "what", "of_all"),
    [
        ("AWS Error NO_SUCH_KEY during GetObject operation: The specified key does not exist.", "no such file", False),
        ("AWS Error UNKNOWN (HTTP status 301) during HeadObject operation: No response body.", "the bucket is in another region", True),
        ("AWS Error ExpiredToken during GetObject", "access is denied", True),
        ("HDFS connection failed", "the HDFS there is not reached", True),
        ("AWS Error SLOW_DOWN during GetObject\noperation: x", "cannot be read: AWS Error SLOW_DOWN during GetObject operation: x", False),
    ],
)
def test_what_pyarrow_tells_becomes_a_sentence(said: str, what: str, of_all: bool) -> None:
    fault = fault_of(OSError(said))
    assert (fault.what, fault.of_all) == (what, of_all)


def test_a_file_that_vanishes_or_fails_in_the_middle_is_put_aside(bucket: Bucket, tmp_path: Path) -> None:
    there = bucket.put(write_lines(tmp_path / "long.jsonl", reports(2_000)), "fails.jsonl")
    (piece,) = cut([there], each=10_000_000)
    reading = items(piece)
    first = next(reading)
    bucket.drop("fails.jsonl")
    (*others, last) = reading
    assert isinstance(first, ReadReport) and len(others) > 300
    assert isinstance(last, ReadFault) and str(last.error) == "s3://archive/fails.jsonl: no such file"
    (gone,) = items(piece)
    assert isinstance(gone, ReadFault) and str(gone.error) == "s3://archive/fails.jsonl: no such file"


def test_a_server_that_is_away_stops_the_run_which_goes_on_later(bucket: Bucket, tmp_path: Path) -> None:
    (piece,) = cut([bucket.put(write_lines(tmp_path / "a.jsonl", ROWS), "away.jsonl")])
    done, worker = Folder(tmp_path / "out"), Worker(Setup(str(tmp_path / "out")))
    assert done.begin(Plan("a test", (piece,))) == [piece]
    bucket.stop()
    try:
        with pytest.raises(ArchiveError, match=r"^s3://archive/away.jsonl: the host is not reached .*; the same command goes on with what is not done$"):
            worker.code(piece)
    finally:
        bucket.start()
    assert list(done.work.iterdir()) == []
    assert (worker.code(piece).reports, len(done.done())) == (40, 1)


@pytest.fixture(scope="module")
def coded(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The local files, coded in this process."""
    done = Folder(tmp_path_factory.mktemp("coded"))
    pieces = cut([str(folder)], each=3_000)
    worker = Worker(Setup(str(done.path)))
    for piece in done.begin(Plan("a test", tuple(pieces))):
        worker.code(piece)
    finish_here(done)
    return done


def begun(bucket: Bucket, folder: Path, output: Path) -> tuple[Folder, list[Piece]]:
    there = Folder(output)
    return there, there.begin(Plan("a test", tuple(cut([bucket.put(folder, "crawl")], each=3_000))))


def same_tables(there: Folder, coded: Folder, folder: Path) -> bool:
    """Record for record, and reject for reject but for where the archive lies."""
    here = [row.replace(str(folder).encode(), b"s3://archive/crawl") for row in rejects(coded)]
    assert len(records(coded)) > 50 and len(here) == 5  # what a listing names again is coded once
    return records(there) == records(coded) and rejects(there) == sorted(here)


def test_a_pool_makes_the_same_tables_of_an_address(bucket: Bucket, folder: Path, coded: Folder, tmp_path: Path) -> None:
    there, left = begun(bucket, folder, tmp_path / "out")
    code_here(Setup(str(there.path)), left, 2)
    finish_here(there)
    assert same_tables(there, coded, folder)


def test_records_are_read_from_an_address_in_the_same_order(bucket: Bucket, coded: Folder) -> None:
    there, twice = bucket.put(coded.path, "tables"), list[str]()
    assert list(read_records(there, twice.append)) == list(read_records(coded.path, twice.append))
    assert [named_in(stretch) for stretch in stretches(there)] == [named_in(stretch) for stretch in stretches(coded.path)]
    with pytest.raises(ArchiveError, match="^s3://archive/crawl: is no finished output"):
        stretches(bucket.address("crawl"))


class TestOnSpark:
    pytestmark = NEEDS_SPARK

    def test_a_cluster_makes_the_same_tables_of_an_address(self, bucket: Bucket, folder: Path, coded: Folder, tmp_path: Path) -> None:
        from rasd.archive.cluster import code_on
        from rasd.archive.cluster_session import context
        from rasd.archive.cluster_tables import finish_on

        there, left = begun(bucket, folder, tmp_path / "out")
        with context("local[2]") as on:
            code_on(on, Setup(str(there.path)), left)
            finish_on(on, there, here=0)
        assert same_tables(there, coded, folder)
