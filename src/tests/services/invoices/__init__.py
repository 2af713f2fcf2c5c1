"""Tests of invoices: figures, numbers, drafts and documents, money on them, credit notes."""
