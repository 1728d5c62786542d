"""`python -m brief` is the command."""

import sys

from brief.cli import main

sys.exit(main())
