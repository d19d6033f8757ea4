"""The version that tool runs are recorded under."""

from importlib.metadata import version

VERSION = version("intendance")
