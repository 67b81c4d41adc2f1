"""A process beside the server that is there as long as the server is: ended with it, begun anew when it ends alone."""

import logging
import subprocess
import time
from collections.abc import Mapping, Sequence

PAUSE = 5.0
"""Seconds between two beginnings, so that a process that cannot live does not keep the computer busy."""
PATIENCE = 10.0
"""Seconds to finish what it is at."""
_log = logging.getLogger(__name__)


class Beside:
    """The process; ``command`` and ``environment`` are what it is begun with."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, environment
        self._process = self._begun()

    def keep(self) -> None:
        """Begin it anew if it is no longer there. To be called again and again."""
        if self._process.poll() is None or time.monotonic() - self._since < PAUSE:
            return
        ended = self._process.pid
        try:
            self._process = self._begun()
        except OSError:
            # The pages go on without it; the computer may have room again later.
            _log.exception("process %d beside the server ended and cannot be begun anew", ended)
        else:
            _log.warning("process %d beside the server ended; begun anew as process %d", ended, self._process.pid)

    def end(self) -> None:
        """Let it finish what it is at; end it if that takes too long."""
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _begun(self) -> subprocess.Popen[bytes]:
        self._since = time.monotonic()
        # A session of its own: Ctrl-C at the server must not interrupt a job half way.
        return subprocess.Popen(self._command, start_new_session=True, env=self._environment)  # noqa: S603 - the program's own command
