"""What the process from which workers are forked loads for all of them, once: the model, the
chains, the judges. Importing this room loads it.
"""

from __future__ import annotations

from datetime import date

from pipeline.batch.climb import Climb
from pipeline.profiles.understanding import Understanding

Climb("cv", Understanding(date.today())).prepare()
