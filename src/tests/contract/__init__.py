"""Tests of the contract: what every declaration keeps."""
