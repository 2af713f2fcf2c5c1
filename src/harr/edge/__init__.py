"""The doors: gateway, ASGI, CLI, console, mock. What is outside comes in here, and is turned into one call."""
