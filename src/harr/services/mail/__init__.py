"""Letters to customers: invoices, receipts, what was not paid, what was corrected; written, carried, and kept.

A letter is written in the commit that follows the news it tells, from a template in
the reader's language, and handed to the port `mail` afterwards: a folder, a mail
server, or nobody. What became of it stands on it.

Owns: mail_email, mail_recipient, mail_template.

Invariants: a letter is kept before it is carried, and told twice it is carried once;
nothing that a customer wrote becomes markup or a header; a template cannot stop a
letter; what nobody could get is kept as skipped, with the reason; a sandbox writes to
nobody.
"""

from harr.services.mail.carriers import Carrier, carrier
from harr.services.mail.carrying import by as carried_by
from harr.services.mail.sending import PORT

__all__ = ["PORT", "Carrier", "carried_by", "carrier"]
