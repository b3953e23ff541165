"""The report of an evaluation: one HTML page, and the same in Markdown."""

from tilesmith.evals.page.page import markdown_page, write_page

__all__ = ["markdown_page", "write_page"]
