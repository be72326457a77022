"""Runs the tests of the folder that it is called in and counts them in the last line, as build.sh reads it, under the name that it is given."""
import signal
import sys
import unittest

# A shell that runs this in the background has it ignore interrupts, and the kernels that it starts would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(unittest.defaultTestLoader.discover("."))
bad, skipped = len(result.failures) + len(result.errors), len(result.skipped)
print(f"{sys.argv[1]}: {max(result.testsRun - bad - skipped, 0)} passed, {bad} failed, {skipped} skipped")
sys.exit(bad > 0)
