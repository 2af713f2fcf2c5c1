"""Cases of metering."""
