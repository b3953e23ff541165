"""`python -m tilesmith.agent.cli` is `tilesmith`."""

import sys

from tilesmith.agent.cli.application import main

sys.exit(main())
