"""A page of a PDF that stops when it draws without end: forms that draw forms, ten of each in each, never end else."""

from __future__ import annotations

import time
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from govkg.documents import limits
from govkg.errors import SourceError


class Watch:
    """How long reading may still take; raises SourceError ``document.slow`` when it is over."""

    def __init__(self, where: str, seconds: float = limits.MAX_SECONDS) -> None:
        self.where, self.seconds, self.until = where, seconds, time.monotonic() + seconds

    def look(self, page: int) -> None:
        """Raises when the time is over."""
        if time.monotonic() > self.until:
            raise self.over(f"reading takes longer than {self.seconds:.0f} s", page)

    def over(self, what: str, page: int) -> SourceError:
        """The error for a page that takes too much."""
        return SourceError("document.slow", f"{what} (page {page})", where=self.where,
                           cure="print it to a new PDF, or save it as .docx")  # fmt: skip


class _Device(PDFPageAggregatorWithMarkedContent):
    """Collects what a page draws, and counts the forms."""

    watch: Watch
    page: int
    forms = 0

    def begin_figure(self, *args: Any) -> None:
        """A form or a picture begins."""
        self.forms += 1
        self.watch.look(self.page)
        if self.forms > limits.MAX_FORMS:
            raise self.watch.over(f"a page draws more than {limits.MAX_FORMS} forms", self.page)
        super().begin_figure(*args)

    def render_string(self, *args: Any) -> None:
        """A string is drawn."""
        self.watch.look(self.page)
        super().render_string(*args)


class WatchedPage(Page):
    """A page as pdfplumber has it, drawn under watch."""

    watch: Watch

    @property
    def layout(self) -> Any:
        """What the page draws."""
        if not hasattr(self, "_drawn"):
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams)
            device.watch, device.page = self.watch, self.page_number
            PDFPageInterpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._drawn = device.get_result()
        return self._drawn

    @classmethod
    def of(cls, page: Page, watch: Watch) -> WatchedPage:
        """The same page under watch."""
        made = cls(page.pdf, page.page_obj, page.page_number, page.initial_doctop)
        made.watch = watch
        return made
