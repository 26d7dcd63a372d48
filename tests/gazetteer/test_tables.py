import http.server
import io
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rasd.errors import GazetteerError
from rasd.gazetteer import Gazetteer, PlaceMention
from rasd.gazetteer.fetching import fetch_country
from rasd.gazetteer.tables import add_table

HEADER = "id\tpcode\tname_ar\tname_en\tadmin_ar\tadmin_en\tlatitude\tlongitude\n"
DUMP = "\t".join(["77", "Bir Test", "Bir Test", "بئر التجربة", "35.5", "40.1", "P", "PPL", "SY", "", "07", "", "", "", "120", "", "", "", ""]) + "\n"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASD_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RASD_CACHE_DIR", str(tmp_path / "cache"))


def test_a_table_with_pcodes_is_kept_and_found(tmp_path: Path) -> None:
    table = tmp_path / "field.tsv"
    table.write_text(HEADER + "0\tC9001\tتل الاختبار\tTall Test\tمركز > الميادين > دير الزور\t\t35.0\t40.4\n", encoding="utf-8")
    assert add_table(table) == 1
    (entry,) = Gazetteer.load().candidates("تلّ الإختبار")
    assert (entry.id, entry.admin1, entry.country) == ("pcode:C9001", "دير الزور", "SY")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is empty"),
        ("a\tb\n1\t2\n", "no column for name_ar"),
        (HEADER + "0\tC1\tاسم\tName\tx\t\tnorth\t40\n", ":2: 'north', '40' are no coordinates"),
        (HEADER + "0\tC1\n", ":2: 2 columns"),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(tmp_path: Path, content: str, sentence: str) -> None:
    table = tmp_path / "bad.tsv"
    table.write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match=sentence.replace("'", ".")):
        add_table(table)


class _Server(http.server.BaseHTTPRequestHandler):
    body = b""
    cut = 0

    def do_GET(self) -> None:
        start = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        part = self.body[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part[: len(part) - type(self).cut])
        type(self).cut = 0

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("SY.txt", DUMP)
    _Server.body, _Server.cut = buffer.getvalue(), 0
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/SY.zip"
        running.shutdown()


def test_a_country_is_fetched_and_found(server: str) -> None:
    assert add_table(fetch_country("sy", server)) == 1
    (entry,) = Gazetteer.load().candidates("بئر التجربة")
    assert entry.id == "geonames:77"


def test_a_cut_download_goes_on(server: str) -> None:
    _Server.cut = 40
    with pytest.raises(GazetteerError, match="again to go on"):
        fetch_country("SY", server)
    assert fetch_country("SY", server).read_text(encoding="utf-8") == DUMP


def test_what_is_no_archive_is_thrown_away(server: str) -> None:
    _Server.body = b"<html>not found</html>"
    with pytest.raises(GazetteerError, match="no GeoNames archive"):
        fetch_country("SY", server)
    with pytest.raises(GazetteerError, match="only http"):
        fetch_country("SY", "file:///etc/passwd")


def test_containing_places_choose_among_places_of_one_name(tmp_path: Path) -> None:
    table = tmp_path / "twins.tsv"
    rows = ["1\tC1\tالتوأم\tTwin A\tدير الزور\t\t35.3\t40.1", "2\tC2\tالتوأم\tTwin B\tدرعا\t\t32.6\t36.1"]
    table.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    add_table(table)
    gazetteer = Gazetteer.load()
    for area, wanted in (("دير الزور", "pcode:C1"), ("درعا", "pcode:C2")):
        mentions = [PlaceMention("التوام", "settlement", (1,), gazetteer.candidates("التوأم")), PlaceMention(area, None, (), gazetteer.candidates(area))]
        resolution = gazetteer.resolve(mentions, "SY")[0]
        assert resolution.entry is not None
        assert resolution.entry.id == wanted
        assert len(resolution.alternatives) == 1


def test_a_damaged_cache_is_built_again(tmp_path: Path) -> None:
    Gazetteer.load()
    (path,) = (tmp_path / "cache").glob("gazetteer-*")
    path.write_bytes(b"damaged")
    assert Gazetteer.load().candidates("حلب")
