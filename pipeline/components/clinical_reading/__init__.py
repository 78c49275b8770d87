"""Reads what a letter tells of the worker: diagnoses, treatments, operations, work status, requests, denials."""
