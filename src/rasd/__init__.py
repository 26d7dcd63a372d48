"""Rasd: event records from Arabic conflict reports."""
