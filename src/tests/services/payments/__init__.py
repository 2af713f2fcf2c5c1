"""Payments: what they pay, and what goes back."""
