"""How many digits an amount has: the table of ISO 4217, and units of one's own.

EDITION names the list of the maintenance agency from which the table is taken.
CLDR has other figures for thirteen currencies; those are for display and are
not used. Metals, drawing rights and test codes have no minor unit: they are
known, and refused for money.

A unit of one's own is written `X-CREDIT/6`: its name, and the decimals it has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from harr.kernel.errors import FieldInvalid

EDITION = "ISO 4217, list of 2026-01-01"

_BY_MINOR_UNITS: dict[int | None, str] = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
        CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF
        IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
        MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP
        SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG
        YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
    None: "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX",
}

CURRENCIES: Mapping[str, int | None] = MappingProxyType(
    {code: digits for digits, codes in _BY_MINOR_UNITS.items() for code in codes.split()}
)

OWN_UNIT = re.compile(r"X-[A-Z][A-Z0-9_]{0,30}/([0-9])")


def minor_units(code: str, field: str | None = None) -> int:
    """The decimals of a currency: 2 for EUR, 0 for JPY, 6 for `X-CREDIT/6`."""
    found = _minor_units(code)
    if found is None:
        raise FieldInvalid(
            f"{code!r} is not a currency that money can be in ({EDITION})",
            field=field,
            way_out="Send a code of ISO 4217 in capitals, such as EUR, or a unit of your own, such as X-CREDIT/6.",
            currency=code,
        )
    return found


@lru_cache(maxsize=1024)
def _minor_units(code: str) -> int | None:
    if code in CURRENCIES:
        return CURRENCIES[code]
    own = OWN_UNIT.fullmatch(code)
    return int(own[1]) if own else None
