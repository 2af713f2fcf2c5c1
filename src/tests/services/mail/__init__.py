"""Letters to customers: written, carried, kept."""
