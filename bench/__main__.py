"""`python -m bench FAMILY`: measures the product beside its peers and prints what was found."""

import click

from bench.coupled.command import coupled
from bench.desk.command import desk
from bench.explain import explain
from bench.families.command import command
from bench.families.read import READERS
from bench.growth import growth
from bench.play import timed
from bench.prefix import prefix
from bench.replan import replan
from bench.routing.command import command as routing
from bench.routing.read import FAMILIES
from bench.rul.command import rul
from bench.stress import stress


@click.group()
def main() -> None:
    """Measures the product on public instances and on its own worlds, beside peers."""


main.add_command(coupled)
main.add_command(replan)
main.add_command(growth)
main.add_command(desk)
main.add_command(explain)
main.add_command(prefix)
main.add_command(timed)
main.add_command(stress)
main.add_command(rul)
for family in READERS:
    main.add_command(command(family))
for family in FAMILIES:
    main.add_command(routing(family))

if __name__ == "__main__":
    main()
