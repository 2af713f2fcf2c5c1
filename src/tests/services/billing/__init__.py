"""Orders: drafts and whole orders in one commit."""
