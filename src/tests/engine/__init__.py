"""The engine, mechanism by mechanism, in all lanes."""
