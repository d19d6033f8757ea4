"""Puts the product together from its settings."""

from copilot.adapters.store import Store
from copilot.app.local import LocalService
from copilot.app.remote import Remote
from copilot.app.service import Service
from copilot.app.shelf import shelf_of
from copilot.exports import EXPORTERS
from copilot.settings import Settings
from tools.check import check


def open_service(settings: Settings) -> Service:
    """The service over the store that the settings name and the scenarios at hand, or the one at their address."""
    if settings.service:
        return Remote(settings.service).service()
    shelf = shelf_of(settings)
    store = Store(settings.store)
    return LocalService(store, shelf, check, EXPORTERS, settings.model, settings.two_people, shelf.keep)
