"""What form a tax id has: which checks a type stands for, and how the number is then written.

Only the form is looked at and nobody is asked: a well-formed number may still
belong to nobody. The check digits are python-stdnum's; this file says which of
its modules a type means, and keeps out what they let by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidLength, ValidationError

from harr.kernel.errors import FieldInvalid

EU_VAT = "eu_vat"
_MEMBERS = """
    AT BE BG CY CZ DE DK EE ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK
"""
MEMBERS: Mapping[str, str] = MappingProxyType(
    {code: code for code in _MEMBERS.split()} | {"EL": "GR", "GR": "GR", "XI": "GB"}
)
"""Country of a VAT prefix: Greece writes EL, and Northern Ireland keeps XI for goods."""


@dataclass(frozen=True, slots=True)
class Form:
    """Whose numbers a type means, the module that checks them, and the prefix that they are written with."""

    country: str
    module: str
    prefix: str = ""


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "ad_nrt": Form("AD", "ad.nrt"),
        "al_tin": Form("AL", "al.nipt"),
        "ar_cuit": Form("AR", "ar.cuit"),
        "au_abn": Form("AU", "au.abn"),
        "az_tin": Form("AZ", "az.voen"),
        "br_cnpj": Form("BR", "br.cnpj"),
        "br_cpf": Form("BR", "br.cpf"),
        "by_tin": Form("BY", "by.unp"),
        "ca_bn": Form("CA", "ca.bn"),
        "ch_uid": Form("CH", "ch.uid"),
        "ch_vat": Form("CH", "ch.vat"),
        "cl_tin": Form("CL", "cl.rut"),
        "cn_tin": Form("CN", "cn.uscc"),
        "co_nit": Form("CO", "co.nit"),
        "cr_tin": Form("CR", "cr.cpj"),
        "de_stn": Form("DE", "de.stnr"),
        "do_rcn": Form("DO", "do.rnc"),
        "ec_ruc": Form("EC", "ec.ruc"),
        "eg_tin": Form("EG", "eg.tn"),
        "es_cif": Form("ES", "es.cif"),
        "gb_vat": Form("GB", "gb.vat", prefix="GB"),
        "id_npwp": Form("ID", "id.npwp"),
        "il_vat": Form("IL", "il.hp"),
        "in_gst": Form("IN", "in_.gstin"),
        "is_vat": Form("IS", "is_.vsk"),
        "jp_cn": Form("JP", "jp.cn"),
        "ke_pin": Form("KE", "ke.pin"),
        "kr_brn": Form("KR", "kr.brn"),
        "ma_ice": Form("MA", "ma.ice"),
        "mk_vat": Form("MK", "mk.edb"),
        "mx_rfc": Form("MX", "mx.rfc"),
        "no_vat": Form("NO", "no.mva"),
        "no_orgnr": Form("NO", "no.orgnr"),
        "nz_gst": Form("NZ", "nz.ird"),
        "pe_ruc": Form("PE", "pe.ruc"),
        "rs_pib": Form("RS", "rs.pib"),
        "ru_inn": Form("RU", "ru.inn"),
        "se_orgnr": Form("SE", "se.orgnr"),
        "sg_uen": Form("SG", "sg.uen"),
        "sv_nit": Form("SV", "sv.nit"),
        "th_tin": Form("TH", "th.tin"),
        "tr_tin": Form("TR", "tr.vkn"),
        "tw_ubn": Form("TW", "tw.ubn"),
        "ua_edrpou": Form("UA", "ua.edrpou"),
        "us_ein": Form("US", "us.ein"),
        "uy_ruc": Form("UY", "uy.rut"),
        "ve_rif": Form("VE", "ve.rif"),
        "vn_tin": Form("VN", "vn.mst"),
        "za_tin": Form("ZA", "za.tin"),
    }
)
"""The types beside `eu_vat`, each of one country."""

TYPES: tuple[str, ...] = (EU_VAT, *FORMS)
LONGEST = 50


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check: the number as it is written, or why it cannot be one."""

    valid: bool
    country: str | None
    normalized: str | None = None
    why: str | None = None


def check(kind: str, value: str, field: str = "type") -> Checked:
    """Whether `value` has the form of a tax id of this type; blanks, dots and dashes do not matter."""
    if kind != EU_VAT and kind not in FORMS:
        raise FieldInvalid(
            f"{kind!r} is not a type of tax id that is known here",
            field=field,
            way_out="Use one of the types in `facts.known`.",
            known=sorted(TYPES),
        )
    # The modules read other scripts' digits and dashes as ASCII; documents and tax offices do not.
    if not value.isascii() or not value.isprintable() or len(value) > LONGEST:
        return Checked(valid=False, country=None, why="It is written with letters, digits and separators of ASCII.")
    return _eu_vat(value.upper()) if kind == EU_VAT else _national(FORMS[kind], value.upper())


def _eu_vat(value: str) -> Checked:
    prefix = "".join(letter for letter in value if letter.isalnum())[:2]
    country = MEMBERS.get(prefix)
    if country is None:
        return Checked(
            valid=False, country=None, why=f"It starts with {prefix!r}, which is no VAT prefix of a member state."
        )
    found = _try("eu.vat", value)
    if isinstance(found, str):
        return Checked(valid=True, country=country, normalized="EL" + found[2:] if country == "GR" else found)
    return Checked(valid=False, country=country, why=_why(found))


def _national(form: Form, value: str) -> Checked:
    letters = "".join(letter for letter in value if letter.isalnum())
    # The British module takes XI too, which is another register.
    if form.prefix and letters[:1].isalpha() and not letters.startswith(form.prefix):
        return Checked(valid=False, country=form.country, why=f"It does not start with {form.prefix}.")
    found = _try(form.module, value)
    if isinstance(found, str):
        return Checked(valid=True, country=form.country, normalized=form.prefix + found.removeprefix(form.prefix))
    return Checked(valid=False, country=form.country, why=_why(found))


def _try(module: str, value: str) -> str | ValidationError:
    """The number as the module writes it, or what is wrong with it."""
    checker: Any = import_module(f"stdnum.{module}")
    try:
        return str(checker.validate(value))
    except ValidationError as wrong:
        return wrong


def _why(wrong: ValidationError) -> str:
    """In the order of what a person would look at first: length, check digit, parts, form."""
    if isinstance(wrong, InvalidLength):
        return "It is too long or too short."
    if isinstance(wrong, InvalidChecksum):
        return "Its check digit does not fit: a digit is wrong, or two are exchanged."
    if isinstance(wrong, InvalidComponent):
        return "A part of it, such as its prefix or a date, does not exist."
    return "It does not have the form of one."
