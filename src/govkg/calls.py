"""The questions as functions; their signatures for type checkers stand in ``calls.pyi``, written from the headers."""

from govkg.functions import Functions


class Questions(Functions):
    """The questions of the library: a sequence of them, and a function for each.

    >>> import govkg
    >>> kg = govkg.open()
    >>> kg.questions.outcomes_of_reform(reform="一事联办", kind="result", limit=1).rows[0]["figure"]
    '105项'
    >>> kg.questions["savings"].title[1], len(kg.questions) > 25
    ('How much money was saved', True)
    """
