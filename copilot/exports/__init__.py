"""Documents made from a plan."""

from collections.abc import Mapping

from copilot.exports.calendar import ics
from copilot.exports.geojson import geojson
from copilot.exports.logstat import logstat
from copilot.exports.markdown import markdown
from copilot.exports.mspdi import mspdi
from copilot.exports.order.pdf import pdf
from copilot.exports.order.word import docx
from copilot.exports.plan_json import plan_json
from copilot.exports.workbook import workbook
from copilot.ports import Exporter

EXPORTERS: Mapping[str, Exporter] = {
    "json": plan_json,
    "markdown": markdown,
    "xlsx": workbook,
    "pdf": pdf,
    "docx": docx,
    "logstat": logstat,
    "ics": ics,
    "mspdi": mspdi,
    "geojson": geojson,
}
SUFFIX: Mapping[str, str] = {"markdown": "md", "logstat": "logstat.xlsx", "mspdi": "xml"}
"""What a file of a format is called after its dot, where that is not the format's own name."""
