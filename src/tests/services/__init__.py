"""The services, each in a folder of its own."""
