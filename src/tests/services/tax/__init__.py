"""Tests of tax: arithmetic by table and by law, rates and whose tax a sale has."""
