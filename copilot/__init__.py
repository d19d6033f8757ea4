"""Intendance, a planning copilot: see copilot.app for the service."""
