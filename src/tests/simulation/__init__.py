"""Random lives of customers with faults, against a small reference model: what holds, holds in any order and crash."""
