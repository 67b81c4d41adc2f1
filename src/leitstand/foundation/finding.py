"""What is wrong with a file: not an error of the program, but something to tell the person who sent it."""


class Finding(Exception):
    """Root of what reading may find: a German ``reason`` and what to do about it, the ``cure``."""

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cure = cure
