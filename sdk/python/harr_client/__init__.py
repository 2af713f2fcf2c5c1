"""The Python SDK of Harr.

    from harr_client import Harr

    harr = Harr("harr_live_sk_…", base_url="https://billing.example.com")
    customer = harr.customers.create(name="Acme", address={"country": "NL"})
    for invoice in harr.invoices.iterate(customer=customer.id, status="open"):
        print(invoice.number, invoice.amount_due)

client       the client          calling    one logical call: request, retries, answer
surface      its resources       models     what is answered          resources/   one file for each
transport    HTTP, or your own   errors     what is refused           retries, pages, money, webhooks
"""

from harr_client.calling import Content, Options, Rehearsal
from harr_client.client import Harr
from harr_client.errors import (
    Conflict,
    ConnectionFailed,
    HarrError,
    InvalidRequest,
    NotFound,
    PermissionDenied,
    RateLimited,
    RuleRefused,
    ServerError,
    Unauthenticated,
    UnexpectedAnswer,
)
from harr_client.money import Money
from harr_client.pages import Page
from harr_client.transport import HttpTransport, Request, Response, Transport

__all__ = [
    "Conflict",
    "ConnectionFailed",
    "Content",
    "Harr",
    "HarrError",
    "HttpTransport",
    "InvalidRequest",
    "Money",
    "NotFound",
    "Options",
    "Page",
    "PermissionDenied",
    "RateLimited",
    "Rehearsal",
    "Request",
    "Response",
    "RuleRefused",
    "ServerError",
    "Transport",
    "Unauthenticated",
    "UnexpectedAnswer",
]
