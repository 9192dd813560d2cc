"""`python -m ontrack_desktop`: what `ontrack-desktop` is."""

import sys

from ontrack_desktop.cli import main

sys.exit(main())
