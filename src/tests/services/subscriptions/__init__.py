"""Subscriptions: rhythms and shares."""
