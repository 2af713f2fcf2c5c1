"""Transactions of the caller's own: posted once under their own cause, reversed once, alone or many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from harr.contract import ledger as contract
from harr.contract.events import TransactionPosted
from harr.contract.operations import Listing, Page
from harr.engine import Row, Tx
from harr.engine.pages import page
from harr.kernel.errors import BodyTooLarge, FieldInvalid, Refusal, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.kernel.quantities import Quantity
from harr.kernel.time import micros
from harr.services import tenants
from harr.services.ledger import posting, store, views
from harr.services.ledger.entries import Leg, Posting
from harr.services.ledger.posting import Ready

MANUAL = "manual"
OWN = ("transaction.posted/", "transaction.reversed/")
DOCUMENTS = ("inv_", "crn_")
COLUMNS = {
    "status": "'posted'",
    "recorded_at": "created_at",
    "reversed_by": "(SELECT r.reversal FROM ledger_reversal r WHERE r.tenant = ledger_transaction.tenant"
    " AND r.reversed = ledger_transaction.id)",
}
SPARE_ROWS = 20
"""What a commit writes beside the journal: audit, idempotency, order, folds of a head."""


def create(tx: Tx, given: contract.TransactionCreate) -> contract.Transaction:
    """Post a transaction of the caller's own. The same `external_id` with the same facts answers what is there."""
    own = _own(tx, given, _accounts(tx, [given]), "")
    posted = posting.post(tx, [own])[0]
    shown = views.transactions(tx, store.transactions(tx, [posted.id]))[0]
    if posted.new:
        tx.emit(TransactionPosted(object=shown))
    return shown


def retrieve(tx: Tx, transaction_id: str) -> contract.Transaction:
    """A transaction with its entries."""
    return views.transactions(tx, [store.transaction(tx, path_id(transaction_id, "txn"))])[0]


def list_(tx: Tx, listing: Listing) -> Page[contract.Transaction]:
    """The transactions that the app may see."""
    return page(tx, "ledger_transaction", listing, lambda rows: views.transactions(tx, rows), columns=COLUMNS)


def reverse(tx: Tx, transaction_id: str, given: contract.TransactionReverseRequest) -> contract.Transaction:
    """Undo a transaction of the caller's own by its mirror; the answer is the one that was reversed."""
    row = store.transaction(tx, path_id(transaction_id, "txn"))
    _may_be_reversed(tx, row)
    on = given.effective_on or tx.today(tenants.entity(tx, row["entity"]).timezone)
    cause = f"transaction.reversed/{transaction_id}/1"
    undone = posting.mirror(tx, row["cause"], cause, effective_on=on, reason=given.reason)
    posted = posting.post(tx, [undone])[0]
    reversal, original = (
        views.transactions(tx, store.transactions(tx, [number]))[0] for number in (posted.id, row["id"])
    )
    tx.emit(TransactionPosted(object=reversal))
    return original


def _may_be_reversed(tx: Tx, row: Row) -> None:
    if row["id"] in store.reversals_of(tx, [row["id"]]):
        raise StateConflict("the transaction is reversed already", status="reversed", allowed=[])
    if not row["cause"].startswith(OWN):
        raise StateConflict(
            f"{row['cause']} was posted by Harr itself, and is undone by what made it",
            way_out="Use the verb of its subject, such as invoices.void, credit_notes.create or payments.refund.",
            status="posted",
            allowed=[],
            cause=row["cause"],
        )


# ---- batches ---------------------------------------------------------------------------------------------------------


def batch(tx: Tx, given: contract.TransactionBatchRequest) -> contract.TransactionBatch:
    """A batch that fits one commit of this store; a larger one is done in several by `batch_chunk`."""
    parts = list(chunks(given.transactions, tx.rows_limit))
    if len(parts) > 1:
        raise BodyTooLarge(
            f"{len(given.transactions)} transactions are more than one commit of this store takes",
            field="transactions",
            way_out=f"Send at most {len(parts[0])} like these at once; what was posted is not posted again.",
            limit=len(parts[0]),
        )
    return batch_chunk(tx, given.transactions)


Part = tuple[int, Sequence[contract.BatchTransaction]]
"""Where a part begins in its batch, and its transactions."""


def parts(given: contract.TransactionBatchRequest, rows_limit: int) -> list[Part]:
    """A batch as parts that each fit one commit: the gateway does one after the other."""
    found: list[Part] = []
    for chunk in chunks(given.transactions, rows_limit):
        found.append((found[-1][0] + len(found[-1][1]) if found else 0, chunk))
    return found


def part(tx: Tx, one: Part) -> contract.TransactionBatch:
    """Post a part of a batch in one commit."""
    return batch_chunk(tx, one[1], one[0])


def chunks(
    transactions: Sequence[contract.BatchTransaction], rows_limit: int
) -> Iterable[Sequence[contract.BatchTransaction]]:
    """Parts of a batch that each fit one commit: entries twice (their guarded balances), header, event, reversal."""
    start = rows = 0
    for place, one in enumerate(transactions):
        needed = 2 * len(one.entries) + 3
        if rows + needed > rows_limit - SPARE_ROWS and place > start:
            yield transactions[start:place]
            start, rows = place, 0
        rows += needed
    yield transactions[start:]


def joined(parts: Iterable[contract.TransactionBatch]) -> contract.TransactionBatch:
    """One answer for a batch that was done in parts."""
    whole = contract.TransactionBatch(posted=0, duplicates=0)
    for part in parts:
        whole.posted += part.posted
        whole.duplicates += part.duplicates
        whole.rejected += part.rejected
    return whole


def batch_chunk(tx: Tx, transactions: Sequence[contract.BatchTransaction], first: int = 0) -> contract.TransactionBatch:
    """Post each on its own in one commit; who is refused is named by its index, counted from `first`."""
    answer = contract.TransactionBatch(posted=0, duplicates=0)
    accounts = _accounts(tx, transactions)
    postings: list[tuple[int, Posting]] = []
    for index, given in enumerate(transactions, start=first):
        try:
            postings.append((index, _own(tx, given, accounts, f"transactions[{index}].")))
        except Refusal as refusal:
            answer.rejected.append(_rejected(index, refusal))
    ready = _to_write(tx, postings, accounts, answer)
    posted = posting.write(tx, [one for one, _ in ready], _by_key(accounts))
    for shown in views.transactions(tx, store.transactions(tx, [one.id for one in posted])):
        tx.emit(TransactionPosted(object=shown))
    answer.posted = len(posted)
    answer.rejected.sort(key=lambda one: one.index)
    return answer


def _to_write(
    tx: Tx, postings: Sequence[tuple[int, Posting]], accounts: Mapping[int, Row], answer: contract.TransactionBatch
) -> list[tuple[Ready, int]]:
    known = store.by_cause(tx, {one.cause for _, one in postings})
    entries = store.entries_of(tx, [row["id"] for row in known.values()])
    ready: dict[str, tuple[Ready, int]] = {}
    for index, one in postings:
        try:
            if one.cause in known:
                posting.same_as(one, known[one.cause], entries[known[one.cause]["id"]])
                answer.duplicates += 1
            elif one.cause in ready:
                posting.same_facts(one, ready[one.cause][0].posting)
                answer.duplicates += 1
            else:
                prepared = posting.prepare(tx, one)
                posting.guard(tx, prepared, _by_key(accounts))
                ready[one.cause] = (prepared, index)
        except Refusal as refusal:
            answer.rejected.append(_rejected(index, refusal))
    return list(ready.values())


def _rejected(index: int, refusal: Refusal) -> contract.RejectedTransaction:
    prefix, field = f"transactions[{index}].", refusal.field
    if field is not None and not field.startswith(prefix):
        field = prefix + field
    return contract.RejectedTransaction(index=index, code=refusal.code, detail=refusal.detail, field=field)


# ---- from what was sent to a posting ---------------------------------------------------------------------------------


def _accounts(tx: Tx, transactions: Iterable[contract.TransactionCreate]) -> dict[int, Row]:
    """Every account that is named, and well; who may not see it does not find it."""
    ids = set()
    for given in transactions:
        for entry in given.entries:
            try:
                ids.add(id_number(entry.account, "acc"))
            except FieldInvalid:
                continue  # said with its field, when its own transaction is looked at
    rows = store.accounts(tx, ids)
    return {number: row for number, row in rows.items() if tx.actor.sees_all or row["app"] == tx.actor.app}


def _by_key(accounts: Mapping[int, Row]) -> dict[store.AccountKey, Row]:
    return {store.key_of(row): row for row in accounts.values()}


def _own(tx: Tx, given: contract.TransactionCreate, accounts: Mapping[int, Row], prefix: str) -> Posting:
    """The posting that a caller asks for, under the caller's own cause."""
    entity = tenants.entity_for(tx, given.entity, field=f"{prefix}entity")
    if given.type == MANUAL:
        for name in ("reason", "attachment_url"):
            if not getattr(given, name):
                raise FieldInvalid(
                    f"a manual transaction needs a {name}",
                    field=prefix + name,
                    way_out="Say why it is posted by hand (`reason`), and where the paper is (`attachment_url`).",
                )
    legs = tuple(
        _leg(tx, entry, accounts, entity.id, f"{prefix}entries[{line}].") for line, entry in enumerate(given.entries)
    )
    number = posting.block(tx, len(legs) + 1)
    app = "none" if tx.actor.app is None else id_text("app", tx.actor.app)
    return Posting(
        number=number,
        entity=entity.id,
        cause=f"transaction.posted/{app}/{given.external_id or id_text('txn', number)}/1",
        type=given.type,
        effective_on=given.effective_on,
        effective_at=None if given.effective_at is None else micros(given.effective_at),
        lines=legs,
        rule="own/1",
        description=given.description,
        reason=given.reason,
        attachment_url=given.attachment_url,
        metadata=tuple(sorted(given.metadata.items())),
        external_id=given.external_id,
    )


def _leg(tx: Tx, given: contract.EntryRequest, accounts: Mapping[int, Row], entity: int, prefix: str) -> Leg:
    account = accounts.get(id_number(given.account, "acc", field=f"{prefix}account"))
    if account is None:
        raise FieldInvalid(
            f"there is no account {given.account}",
            field=f"{prefix}account",
            way_out="Create it with `accounts.create`, or look it up with `accounts.list`.",
        )
    if account["entity"] != entity:
        raise FieldInvalid(f"the account {given.account} is another entity's", field=f"{prefix}account",
                           way_out="Use accounts of the transaction's entity.")  # fmt: skip
    if account["status"] == "closed":
        raise StateConflict(
            f"the account {given.account} is closed", field=f"{prefix}account", status="closed", allowed=[]
        )
    amount = Money.parse(given.amount, account["currency"], f"{prefix}amount")
    if not amount:
        raise FieldInvalid("an entry of zero moves nothing", field=f"{prefix}amount", way_out="Leave the entry out.")
    tenants.allowed(tx, tx.actor.app, "currency", account["currency"], f"{prefix}account")
    tenants.amount_allowed(tx, tx.actor.app, amount, f"{prefix}amount")
    named = dict(given.dimensions or {})
    document = named.pop("document", None)
    if document is not None and document.startswith(DOCUMENTS):
        raise FieldInvalid(
            f"{document} is a document of Harr: what is due on it is changed by its own verbs",
            field=f"{prefix}dimensions.document",
            way_out="Use the verbs of invoices, credit_notes and payments, or leave the dimension out.",
        )
    quantity = None
    if given.quantity is not None:
        quantity = Quantity.parse(given.quantity, field=f"{prefix}quantity", negative=True).text
    return Leg(
        account["code"],
        given.side,
        amount,
        account["owner"] or None,
        document,
        named.pop("line", None),
        named.pop("product", None),
        quantity=quantity,
        unit=given.unit,
        dimensions=tuple(sorted(named.items())),
    )
