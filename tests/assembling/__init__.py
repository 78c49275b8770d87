"""Tests of rules as data."""
