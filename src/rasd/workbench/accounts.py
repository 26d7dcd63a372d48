"""Local accounts: reviewers who have a password."""

from __future__ import annotations

import re

import msgspec

from rasd.errors import StoreError
from rasd.store import Store
from rasd.store.model import Reviewer, Role
from rasd.workbench.passwords import hashed

_name = re.compile(r"[\w.@+-]{1,64}")
_TAKEN = frozenset({"me", "mine", "shared"})
"""Words that the API's parameters have for something else."""


def set_account(store: Store, name: str, *, password: str, role: Role, full_name: str | None = None) -> Reviewer:
    """Add an account, or change the one that is there. Raises StoreError."""
    if not _name.fullmatch(name) or name in _TAKEN:
        raise StoreError(f"{name!r} is no name for an account: letters, digits and . @ + - _ are, 64 at most; not {', '.join(sorted(_TAKEN))}")
    kept = hashed(password)
    reviewer = store.add_reviewer(name, full_name, role, kept)
    changed = msgspec.structs.replace(reviewer, name=full_name or reviewer.name, role=role, password=kept, active=True)
    store.change_reviewer(changed)
    return changed


def set_password(store: Store, name: str, password: str) -> None:
    """Change an account's password. Raises NotFound, StoreError."""
    reviewer = store.reviewer(name)
    if not reviewer.active:
        raise StoreError(f"{name!r} is closed; `rasd accounts add {name}` opens it again")
    store.change_reviewer(msgspec.structs.replace(reviewer, password=hashed(password)))


def close_account(store: Store, name: str) -> None:
    """Have an account sign in and judge no more. Raises NotFound."""
    store.change_reviewer(msgspec.structs.replace(store.reviewer(name), password=None, active=False))


def has_accounts(store: Store) -> bool:
    """Whether anybody can sign in."""
    return any(r.active and r.password for r in store.reviewers())


