"""Workbooks, whoever's tables they hold: read within bounds, written in one style, marked where they are wrong."""
