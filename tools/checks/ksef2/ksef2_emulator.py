"""A pytest plugin that sends what is meant for KSeF's TEST environment to the emulator at EMULATOR_URL instead."""

import os

from ksef2._config import Environment

Environment.TEST._value_ = os.environ["EMULATOR_URL"]
