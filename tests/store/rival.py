"""A process that decides as soon as the starting gun is fired; run with: store, decision, gun."""

import sys
import time
from pathlib import Path

from copilot.adapters.store import Store
from copilot.model.decision import Decision
from copilot.model.errors import AlreadyDecidedError

address, body, gun = sys.argv[1:]
decision = Decision.model_validate_json(body)
with Store(address) as store:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while not Path(gun).exists():
        time.sleep(0.001)
    try:
        store.decisions.add(decision, seen=0)
        sys.stdout.write("won\n")
    except AlreadyDecidedError as error:
        sys.stdout.write(f"lost to {error.first.by}\n")
