"""What can go wrong in the domain, in three kinds. Doors turn them into pages, codes or sentences.

The message of each is a sentence for the person who acted, in the interface's language.
"""


class LeitstandError(Exception):
    """Root of all errors that carry a sentence for the person who acted."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(LeitstandError):
    """The actor may not do this."""


class RuleBroken(LeitstandError):
    """The write would break a rule of the trade; ``code`` names the rule."""


class NotFound(LeitstandError):
    """There is no such thing, or the actor may not know that there is."""


class Altered(LeitstandError):
    """Something that was sealed is not what it was when it was sealed."""
