"""Documents made from a plan."""

from collections.abc import Mapping

from copilot.exports.markdown import markdown
from copilot.exports.plan_json import plan_json
from copilot.exports.workbook import workbook
from copilot.ports import Exporter

EXPORTERS: Mapping[str, Exporter] = {"json": plan_json, "markdown": markdown, "xlsx": workbook}
