"""What a secret looks like, and that a mistyped one is told from a wrong one without asking the database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel.errors import Unauthenticated
from harr.services.tenants.secrets import RANDOM_BITS, hashed, hint, make, tenant_of

SECRET = make("live", 4_037_000_822_784_633_859, 12345678901234567890)


@given(
    kind=st.sampled_from(["live", "sandbox"]),
    tenant=st.integers(0, 2**63 - 1),
    randomness=st.integers(0, 2**RANDOM_BITS - 1),
)
def test_a_secret_says_whose_it_is(kind: str, tenant: int, randomness: int) -> None:
    """The tenant comes back, in letters and digits alone."""
    secret = make(kind, tenant, randomness)
    assert tenant_of(secret) == tenant
    assert secret.startswith(f"harr_{kind}_sk_")
    assert secret.rpartition("_")[2].isalnum()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "harr_live_sk_",
        SECRET[:-1],
        SECRET + "0",
        SECRET.replace("live", "test"),
        SECRET[:-1] + ("0" if SECRET[-1] != "0" else "1"),
        SECRET[:20] + ("0" if SECRET[20] != "0" else "1") + SECRET[21:],
        SECRET.swapcase(),
        "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
        SECRET[:-1] + "é",
    ],
)
def test_what_is_no_secret_is_refused_at_once(text: str) -> None:
    """Cut off, mistyped, of another product: the checksum tells."""
    with pytest.raises(Unauthenticated):
        tenant_of(text)


def test_the_hash_depends_on_the_pepper() -> None:
    """Without what is not in the database, the database opens nothing."""
    assert hashed(b"one", SECRET) != hashed(b"two", SECRET)
    assert hint(SECRET) == f"harr_live_sk_…{SECRET[-4:]}"
