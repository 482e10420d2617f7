"""What PyPI's ksef2 says of FA(3) files: one line of JSON each, null for an invoice that it takes."""

import json
import sys
from pathlib import Path

from ksef2._services.fa3 import parse_invoice_xml

for name in sys.argv[1:]:
    try:
        parse_invoice_xml(Path(name).read_bytes())
        print(json.dumps(None))
    except Exception as error:  # it lets some of decimal through
        print(json.dumps(str(error)[:500]))
