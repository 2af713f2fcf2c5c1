"""Tests of the kernel: values by table, laws by property."""
