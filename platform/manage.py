"""Django's commands, for those used to them: the same as `heitje manage ...`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Run one command of Django with the environment complete."""
    sys.path[:0] = [str(ROOT / "platform"), str(ROOT)]
    from django.core.management import execute_from_command_line

    from heitje.cli.setting_up import set_up
    from heitje.embedded import EmbeddedError

    try:
        set_up()
    except EmbeddedError as error:
        sys.exit(f"heitje: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
