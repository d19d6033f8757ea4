"""What the scripted model answers in each form."""

import json
from collections.abc import Callable
from typing import Any

from copilot.adapters.models.scripted import understanding
from copilot.adapters.models.scripted.advising import advise
from copilot.adapters.models.scripted.choosing import logistics, maintenance, preparation
from copilot.adapters.models.scripted.reading import Read
from copilot.adapters.models.scripted.reporting import report

FORMS: dict[str, Callable[[Read], dict[str, Any]]] = {
    "LogisticsAnswer": logistics,
    "MaintenanceAnswer": maintenance,
    "PreparationAnswer": preparation,
    "Report": report,
    "IntakeForm": understanding.words,
    "ReportForm": understanding.report,
    "AdviceForm": advise,
}


def filled(form: dict[str, Any], read: Read) -> str | None:
    """The form as JSON; None for one that no rule is written for."""
    rule = FORMS.get(str(form.get("title")))
    return None if rule is None else json.dumps(rule(read), ensure_ascii=False)
