"""Many planners at once, without browsers: each speaks Streamlit's own protocol over a WebSocket, as a browser would.

A planner opens the page *Validation* of a plan, then thinks, chooses another item, thinks, and every fourth time runs
the whole page again, as after a decision. Meanwhile the page asks by itself, as in a browser, who else is there.
"""

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from copilot.model.noun import Noun

PAGE = "validation"
LARGEST = 64 * 2**20
PATIENCE = 120.0
WHOLE = 4
"""One rerun in so many is of the whole page."""


class Felt(Noun):
    """What planners waited, in seconds: the median and the slowest twentieth; how many reruns, of how many bytes."""

    planners: int
    reruns: int
    median: float
    p95: float
    late: int
    payload: float


@dataclass
class Sitting:
    """One planner: what their page holds, and what they waited for it."""

    address: str
    plan: str
    draw: random.Random
    waits: list[float] = field(default_factory=list)
    received: int = 0
    feed: str = ""
    items: Sequence[str] = ()
    part: str = ""
    polls: dict[str, float] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def work(self, think: float, warm: float, until: float) -> None:
        """Reruns from `warm` on count; each thought lasts between half and one and a half times as long as told."""
        parts = urlsplit(self.address)
        socket = connect(f"ws://{parts.netloc}/_stcore/stream", subprotocols=None, max_size=LARGEST, ping_interval=None)
        async with socket as line:
            await self._rerun(line, "", None)
            polling = [asyncio.create_task(self._poll(line, *one)) for one in self.polls.items()]
            turn = 0
            while time.monotonic() < until:
                await asyncio.sleep(think * self.draw.uniform(0.5, 1.5))
                turn += 1
                begun = time.monotonic()
                whole = turn % WHOLE == 0
                await self._rerun(line, "" if whole else self.part, self.draw.choice(self.items))
                if begun >= warm:
                    self.waits.append(time.monotonic() - begun)
            for one in polling:
                one.cancel()

    async def _poll(self, line: ClientConnection, part: str, every: float) -> None:
        """What the page asks for by itself."""
        while True:
            await asyncio.sleep(every)
            await self._rerun(line, part, None, alone=True)

    async def _rerun(self, line: ClientConnection, part: str, item: str | None, alone: bool = False) -> None:
        async with self.lock:
            told = BackMsg()
            state = told.rerun_script
            state.query_string = urlencode({"plan": self.plan, "lang": "fr"})
            state.page_name, state.fragment_id, state.is_auto_rerun = PAGE, part, alone
            if item is not None:
                widget = state.widget_states.widgets.add()
                widget.id, widget.json_value = self.feed, json.dumps({"selected": [item, time.time_ns()]})
            await line.send(told.SerializeToString())
            while not self._heard(await asyncio.wait_for(line.recv(), PATIENCE)):
                pass

    def _heard(self, body: str | bytes) -> bool:
        """True at the end of a run."""
        if isinstance(body, str):
            raise TypeError("Streamlit speaks in bytes")
        self.received += len(body)
        message = ForwardMsg.FromString(body)
        kind = message.WhichOneof("type")
        if kind == "auto_rerun":
            self.polls[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "bidi_component":
            self._met(message.delta.new_element.bidi_component, message.delta.fragment_id)
        elif kind == "script_finished":
            if message.script_finished not in (
                ForwardMsg.FINISHED_SUCCESSFULLY,
                ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
                ForwardMsg.FINISHED_EARLY_FOR_RERUN,
            ):
                raise RuntimeError("the page broke")
            return True
        return False

    def _met(self, component: BidiComponent, part: str) -> None:
        """One feed of the board hears what is chosen on it; another brings the items among which to choose."""
        settings, *lines = component.bytes.split(b"\n")
        told = json.loads(settings)
        for (kind, _), line in zip(told.get("parts", ()), lines, strict=True):
            if kind == "body":
                self.items = [item for item, *_ in json.loads(line)["items"]]
        if told.get("tells"):
            self.feed, self.part = component.id, part


def crowd(address: str, plan: str, planners: int, think: float, seconds: float, seed: int = 1) -> Felt:
    """So many planners at one plan, who came over one time of thought, measured for so many seconds."""
    return asyncio.run(_crowd(address, plan, planners, think, seconds, seed))


async def _crowd(address: str, plan: str, planners: int, think: float, seconds: float, seed: int) -> Felt:
    draw = random.Random(seed)
    warm = time.monotonic() + 2 * think
    sittings = [Sitting(address, plan, random.Random(draw.random())) for _ in range(planners)]

    async def comes(one: Sitting, after: float) -> None:
        await asyncio.sleep(after)
        await one.work(think, warm, warm + seconds)

    await asyncio.gather(*(comes(one, think * rank / planners) for rank, one in enumerate(sittings)))
    waits = sorted(wait for one in sittings for wait in one.waits)
    if not waits:
        raise RuntimeError("nobody waited for anything")
    return Felt(
        planners=planners,
        reruns=len(waits),
        median=waits[len(waits) // 2],
        p95=waits[len(waits) * 95 // 100],
        late=sum(wait > 1 for wait in waits),
        payload=sum(one.received for one in sittings) / planners,
    )
