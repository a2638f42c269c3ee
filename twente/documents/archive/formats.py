"""The file formats of the archive, with their number in PRONOM. A format that we did not identify has no number."""

from twente.documents.archive.records import Format

PDF_A = Format("pdf", "PDF/A-2a", "fmt/476")
PDF_A_WITH_FILES = Format("pdf", "PDF/A-3a", "fmt/479")
PDF = Format("pdf", "Portable Document Format")
PNG = Format("png", "Portable Network Graphics")
JPEG = Format("jpg", "JPEG")
JSON = Format("json", "JSON", "fmt/817")
LINES = Format("jsonl", "JSON Lines")
HTML = Format("html", "HTML 5", "fmt/471")
XML = Format("xml", "XML 1.0", "fmt/101")
CSV = Format("csv", "CSV", "x-fmt/18")
BY_TYPE = {"application/pdf": PDF, "image/png": PNG, "image/jpeg": JPEG}
"""Content type of an upload → its format."""
