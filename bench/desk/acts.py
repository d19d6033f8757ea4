"""What a planner does again and again: choose on the calendar, narrow it, decide."""

from playwright.sync_api import Page

from bench.desk.browser import IDLE


def press(page: Page, _turn: int) -> None:
    """The bare page's only button."""
    page.get_by_role("button", name="Press").click()


def select(page: Page, turn: int) -> None:
    """Another bar of the calendar."""
    page.locator(".bar[data-item]").nth(2 * turn + 1).click()


def narrow(page: Page, turn: int) -> None:
    """One domain left out, then taken in again."""
    page.get_by_role("button", name="Maintenance" if turn % 4 < 2 else "Logistique", exact=True).click()


def decide(page: Page, _turn: int) -> None:
    """The item at hand accepted; the queue goes on to the next."""
    page.locator(IDLE).wait_for()
    page.locator("button[name=accept]").click()
