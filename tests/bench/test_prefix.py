"""What `python -m bench prefix` counts."""

import pytest
from click.testing import CliRunner
from vllm_asked import KEY, NAME
from vllm_stub import Stub

from bench.prefix import prefix


@pytest.fixture
def asked(monkeypatch):
    """Runs it against the stub, one round over a company's context; what was asked, and what was printed."""
    with Stub() as stub:
        for name, value in {"MODEL": NAME, "MODEL_URL": stub.url, "MODEL_KEY": KEY}.items():
            monkeypatch.setenv(f"INTENDANCE_{name}", value)
        done = CliRunner().invoke(prefix, ["--rounds", "1", "--size", "company"], catch_exceptions=False)
        yield stub.asked, done


def test_both_orders_say_the_same_in_another_order(asked):
    """Three agents are asked in each order and case: our system message is one for all, the other's is the brief."""
    bodies, _ = asked
    ours, other = bodies[:3], bodies[3:6]
    assert len(bodies) == 12
    systems = [[body["messages"][0]["content"] for body in three] for three in (ours, other)]
    assert [len(set(three)) for three in systems] == [1, 3]
    for mine, usual in zip(ours, other, strict=True):
        words = [sorted("\n".join(said["content"] for said in body["messages"]).split()) for body in (mine, usual)]
        assert words[0] == words[1]


def test_each_order_has_a_salt_of_its_own(asked):
    """What one measurement leaves in the cache cannot serve the next: four salts, one a measurement."""
    bodies, _ = asked
    assert [len({body["cache_salt"] for body in bodies[first : first + 3]}) for first in (0, 3, 6, 9)] == [1] * 4
    assert len({body["cache_salt"] for body in bodies}) == 4
