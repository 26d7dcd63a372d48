"""The tables of types and actors name only what the codebook has."""

from rasd.codebook.book import Codebook
from rasd.incidents.kinship import Types, _closeness, kin


def test_tables_name_known_types_and_actors() -> None:
    book = Codebook.load()
    close, compatible = _closeness()
    assert set(close) == set(book.types)
    assert {t for others in (*close.values(), *compatible.values()) for t in others} <= set(book.types)
    actors = {a for members in kin()["families"].values() for a in members} | set(kin()["stands_for"])
    assert actors <= set(book.actors)
    assert {k for ks in kin()["stands_for"].values() for k in ks} <= {a.kind for a in book.actors.values()}


def test_types_of_a_users_codebook_are_told_apart_however_many() -> None:
    types = Types()
    own = [types.masks(f"own_{n}") for n in range(60)]
    assert len({m.number for m in own}) == 60
    assert own[0].compatible & own[1].bit == 0
