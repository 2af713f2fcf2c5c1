"""The doors: gateway, documents, pages, settings, command line."""
