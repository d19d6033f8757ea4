"""Who is at the desk, and what each person prefers: nothing that a plan depends on."""

from sqlalchemy import delete, insert, select, update

from copilot.adapters.store.database import Database
from copilot.adapters.store.schema import preferences, presence
from copilot.model.record import Presence

GONE_SECONDS = 30.0
"""Somebody not seen for so long has left."""


class People:
    """The people at the desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def present(self, plan: str, person: str) -> tuple[Presence, ...]:
        """Notes that a person looks at a plan, and returns everybody who does, the first to come first."""
        mine = (presence.c.plan == plan, presence.c.person == person)
        with self._database.writing() as connection:
            now = float(connection.scalar(select(self._database.now)) or 0)
            connection.execute(delete(presence).where(presence.c.seen < now - GONE_SECONDS))
            if not connection.execute(update(presence).where(*mine).values(seen=now)).rowcount:
                connection.execute(insert(presence).values(plan=plan, person=person, since=now, seen=now))
            rows = connection.execute(
                select(presence.c.person, presence.c.since)
                .where(presence.c.plan == plan)
                .order_by(presence.c.since, presence.c.person)
            ).all()
        return tuple(Presence(person=row.person, since=row.since) for row in rows)

    def preference(self, person: str, name: str) -> str | None:
        """What a person prefers under a name, or None."""
        with self._database.reading() as connection:
            return connection.scalar(
                select(preferences.c.value).where(preferences.c.person == person, preferences.c.name == name)
            )

    def prefer(self, person: str, name: str, value: str) -> None:
        """Keeps what a person prefers."""
        mine = (preferences.c.person == person, preferences.c.name == name)
        with self._database.writing() as connection:
            if not connection.execute(update(preferences).where(*mine).values(value=value)).rowcount:
                connection.execute(insert(preferences).values(person=person, name=name, value=value))
