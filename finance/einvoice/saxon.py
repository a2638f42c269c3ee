"""The program that runs the EN 16931 stylesheet; started by `en16931` as a process of its own, never imported.

`python -m finance.einvoice.saxon STYLESHEET FILE…` writes one JSON object: file → the SVRL report. Saxon aborts
a process that uses it from several threads, so it lives and dies here.
"""

import json
import sys


def main(stylesheet: str, files: list[str]) -> int:
    """Reports of all files on standard output; 3 when Saxon is not installed."""
    try:
        from saxonche import PySaxonProcessor
    except ImportError:
        return 3
    with PySaxonProcessor(license=False) as saxon:
        compiled = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=stylesheet)
        reports = {file: compiled.transform_to_string(source_file=file) for file in files}
    sys.stdout.write(json.dumps(reports))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
