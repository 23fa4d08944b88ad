"""Everything one machine runs, in one terminal: pages, event stream, worker and beat.

`supervise` starts them, says when they are ready, restarts what crashes, and ends them together
within ten seconds. Trouble that a person can mend is a SupervisorError: one sentence.
"""

from heitje.supervisor.children import Child, SupervisorError, developer_children, usual_children
from heitje.supervisor.running import Patience, Supervisor, supervise

__all__ = [
    "Child",
    "Patience",
    "Supervisor",
    "SupervisorError",
    "developer_children",
    "supervise",
    "usual_children",
]
