"""Citing what the graph says so that a referee can check it, and checking it: identifiers, references, resolving, rechecking.

An identifier names what was cited (a statement, a question with its parameters, a view), the release that it was cited from, and
the hash of what was found there. It needs no registry: whoever has the graph finds the same again, and sees whether it is the same.
"""

from __future__ import annotations
