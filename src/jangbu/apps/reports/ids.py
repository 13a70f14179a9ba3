from jangbu.kernel.clock import system_clock
from jangbu.kernel.ids import new_id


def make_id() -> str:
    return new_id(system_clock())
