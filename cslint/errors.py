"""What a user can mend: every error a person sees says what, where and how."""


class CslintError(Exception):
    """Something the user must mend: usage, configuration, a rule file, an unreadable input.

    `what` is one polite Korean sentence, `where` a path with `:line:column` where known (1-based, code points),
    `hint` the next thing to do. A plain class, not a frozen dataclass: an exception must accept a traceback.
    """

    def __init__(self, what: str, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """Return the one line a person reads: `where: what (hint)`."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line} {self.hint}" if self.hint else line
