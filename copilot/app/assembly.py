"""Puts the product together from its settings."""

import scenarios
from copilot.adapters.store import Store
from copilot.app.local import LocalService
from copilot.app.remote import Remote
from copilot.app.service import Service
from copilot.exports import EXPORTERS
from copilot.settings import Settings
from tools.check import check


def open_service(settings: Settings) -> Service:
    """The service over the store that the settings name and the bundled scenarios, or the one at their address."""
    if settings.service:
        return Remote(settings.service).service()
    return LocalService(Store(settings.store), scenarios, check, EXPORTERS, settings.model, settings.two_people)
