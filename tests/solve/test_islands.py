"""Searches side by side in processes of their own: the same each time, never worse than what they began with."""

import subprocess
import sys

from tools.solve.schedule.attempt import quiet
from tools.solve.schedule.budget import Budget
from tools.solve.schedule.improve import Improver
from tools.solve.schedule.islands import Islands
from tools.solve.schedule.search import Search

EFFORT = 1.0


def crowded(make):
    """Twenty jobs on two vehicles: all cannot be early."""
    jobs = [
        make.activity(
            f"j{n:02}",
            make.mode(60 * (1 + n % 3), assets=(make.need("V1", "V2"),), km=n % 4),
            delays=(make.late(60 * (n % 7), 1 + n % 5),),
        )
        for n in range(20)
    ]
    return make.problem(*jobs)


def begun(make, threads, effort=EFFORT, stop=lambda: False):
    search = Search(crowded(make), 1, Budget(effort, threads=threads, stop=stop), quiet)
    search.construct()
    return search


def test_searches_side_by_side_find_the_same_each_time(make):
    """Two processes bound by effort give the same places twice, at a cost no higher than the draft's."""
    found = []
    for _ in range(2):
        search = begun(make, 2)
        first = search.cost
        Islands(search).run()
        assert search.cost <= first
        found.append((search.cost, search.standing.placed))
    assert found[0] == found[1]


def test_what_another_process_finds_is_taken(make):
    """Where searches meet, a cheaper schedule of another one is gone on from, and a dearer one is not."""
    better, draft = begun(make, 1), begun(make, 1)
    Improver(better).run()
    assert better.cost < draft.cost
    first = (draft.cost, dict(draft.standing.placed))
    Islands(draft)._meet([(better.cost, better.standing.placed)])
    assert (draft.cost, draft.standing.placed) == (better.cost, better.standing.placed)
    Islands(draft)._meet([first])
    assert draft.cost == better.cost


def test_a_search_told_to_stop_ends_its_processes_too(make):
    """Once told to stop, the search comes back with what it has, though its effort would last for hours."""
    asked = iter(range(1_000_000))
    search = begun(make, 2, effort=1e5)
    search.budget = Budget(1e5, threads=2, stop=lambda: next(asked) > 20)
    Islands(search).run()
    assert search.standing.placed


def test_no_process_outlives_the_one_that_started_it():
    """A search killed in the middle leaves no process behind."""
    code = (
        "import os, signal\n"
        "from tools.solve.schedule.islands import _processes\n"
        "if __name__ == '__main__':\n"
        "    pool = _processes(1)\n"
        "    print(pool.submit(os.getpid).result(), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    child = int(done.stdout)
    gone = subprocess.run(["timeout", "20", "tail", f"--pid={child}", "-f", "/dev/null"], check=False)
    assert gone.returncode == 0
