"""What a server works with: the store, the coder, the linker, jobs, sessions, and who has which report open."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from secrets import token_urlsafe
from threading import Lock, RLock, Timer

from rasd.codebook import Codebook
from rasd.coding.coder import Coder
from rasd.errors import RasdError
from rasd.gazetteer import Gazetteer
from rasd.store import Store
from rasd.store.coders import Coders
from rasd.store.model import Facets
from rasd.workbench.linking import StoreLinker
from rasd.workbench.passwords import Tries
from rasd.workbench.picture import Picture, Wanted
from rasd.workbench.running import Runner
from rasd.workbench.sessions import Sessions
from rasd.workbench.working import Worker

_CALM = 2.0
"""Seconds after the start: the first page is answered before places and codebook are read, which nothing can interrupt."""
_OPEN = 300.0
"""Seconds that a report stays with whoever looked at it."""


class Presence:
    """Who has which report open: told to others, and left out of what they are given next."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, float]] = {}
        self._lock = Lock()

    def look(self, report_id: str, reviewer: str) -> tuple[str, ...]:
        """Note that a reviewer looks at a report; gives the others who do."""
        with self._lock:
            now = time.monotonic()
            self._seen = {r: kept for r, who in self._seen.items() if (kept := {w: t for w, t in who.items() if now - t < _OPEN})}
            looking = self._seen.setdefault(report_id, {})
            looking[reviewer] = now
            return tuple(sorted(set(looking) - {reviewer}))

    def leave(self, report_id: str, reviewer: str) -> None:
        """The reviewer goes on to another report."""
        with self._lock:
            self._seen.get(report_id, {}).pop(reviewer, None)

    def take(self, candidates: tuple[str, ...], reviewer: str) -> str | None:
        """The first report that nobody else has open; it is then open to this reviewer."""
        with self._lock:
            now = time.monotonic()
            for id in candidates:
                looking = self._seen.setdefault(id, {})
                if not any(now - at < _OPEN for who, at in looking.items() if who != reviewer):
                    looking[reviewer] = now
                    return id
            return None


class Bench:
    """The parts of one server. The coder is made when it is first needed, or by `warm`."""

    def __init__(
        self, store: Store, make_coders: Callable[[], Coders], owner: str, *, accounts: bool = False, demo: bool = False,
        country: str | None = None, secure: bool = False,
    ) -> None:  # fmt: skip
        """`owner`: who judges where no accounts are used. `secure`: cookies only over TLS."""
        self.store, self.owner, self.accounts, self.demo = store, owner, accounts, demo
        self.country, self.secure = country, secure
        self._make_coders = make_coders
        self._making = RLock()
        self._coders: Coders | None = None
        self._linker: StoreLinker | None = None
        self._facets: tuple[int, Facets] | None = None
        self.is_warm = False
        """Whether what takes a second to make has been made."""
        self.csrf = token_urlsafe(32)
        """Of everybody, where no accounts are used."""
        self.sessions, self.presence, self.picture = Sessions(), Presence(), Picture(store)
        self.tries, self.tries_from = Tries(5), Tries(20)
        self.incident_edits = Lock()
        self.runner = Runner(store, Worker(self))
        self._warming = Timer(_CALM, self.warm)
        self._warming.daemon = True
        if not accounts:
            store.add_reviewer(owner, role="administrator")

    def start(self) -> None:
        """Begin to run jobs, and make the coder while nobody needs it yet."""
        self.runner.start()
        self._warming.start()

    def warm(self) -> None:
        """Make what takes a second, and read what maps show."""
        with suppress(RasdError):  # whoever needs it is told
            _ = self.linker
            self.picture.acts(Wanted())
            self.is_warm = True

    def close(self) -> None:
        """End jobs and the coder's processes; the store stays open."""
        self._warming.cancel()
        self.runner.stop()
        if self._coders is not None:
            self._coders.close()

    def facets(self) -> Facets:
        """What there is to filter by; looked up once for each revision of the store."""
        revision, known = self.store.revision(), self._facets
        if known is None or known[0] != revision:
            known = self._facets = revision, self.store.facets()
        return known[1]

    @property
    def coders(self) -> Coders:
        """What codes. Raises CodebookError or GazetteerError."""
        with self._making:
            if self._coders is None:
                self._coders = self._make_coders()
            return self._coders

    @property
    def coder(self) -> Coder:
        """The coder of this process."""
        return self.coders.coder

    @property
    def codebook(self) -> Codebook:
        """The coder's codebook."""
        return self.coder.codebook

    @property
    def gazetteer(self) -> Gazetteer:
        """The coder's gazetteer."""
        return self.coder.gazetteer

    @property
    def linker(self) -> StoreLinker:
        """What links; one for all, so that linkings take turns."""
        with self._making:
            if self._linker is None:
                self._linker = StoreLinker(self.store, self.codebook, self.gazetteer)
            return self._linker
