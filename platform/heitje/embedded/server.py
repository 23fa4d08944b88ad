"""What a keeper must know of a server: how to make its data, start it, greet it and end it."""

import importlib.util
import signal
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, Final

from heitje.embedded.errors import EmbeddedError
from heitje.embedded.home import Home
from heitje.embedded.privileges import Runner

# Recovery after a power cut may read a while.
READY_S: Final = 120.0


class Server(ABC):
    """One kind of server at one home. `durable=False` gives up safety at power loss for speed."""

    name: ClassVar[str]
    title: ClassVar[str]
    variable: ClassVar[str]
    gentle: ClassVar[signal.Signals]
    firm: ClassVar[signal.Signals]

    def __init__(self, home: Home, *, durable: bool) -> None:
        self.home = home
        self.durable = durable

    @abstractmethod
    def programs(self) -> list[Path]:
        """The files of the wheel that are run."""

    @abstractmethod
    def prepare(self, runner: Runner | None) -> None:
        """Make the data when absent, and refuse data of another kind."""

    @abstractmethod
    def command(self, port: int) -> list[str]:
        """The command line that serves on a port."""

    @abstractmethod
    def answers(self, port: int) -> bool:
        """Whether it is ready for its users."""

    @abstractmethod
    def url(self, port: int) -> str:
        """The address its users get."""

    def may_try_again(self, said: str) -> bool:
        """Whether a failed start is worth another try; puts right what it can."""
        return "Address already in use" in said


def wheel(package: str) -> Path:
    """The directory of an installed wheel, found without running its code."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise EmbeddedError(
            f"The package {package.replace('_', '-')} is not installed. Run `make demo`, or set"
            " DATABASE_URL and BROKER_URL to servers of your own."
        )
    return Path(found.origin).parent
