"""The notebooks of this project in .NET Interactive, run by nbconvert: they end without an error and show the pictures that they show in our own kernel."""
import glob
import os
import re
import subprocess
import sys
import tempfile
import unittest

import nbformat
from notebook import ROOT, drawings


class TourTests(unittest.TestCase):
    def check(self, name):
        with open(f"{ROOT}/docs/notebooks/{name}.html", encoding="utf-8") as page:
            ours = drawings(page.read())
        theirs = drawings(self.execute(name).replace(f"{ROOT}/", ""))
        self.assertEqual([words(drawing) for drawing in ours], [words(drawing) for drawing in theirs])
        print(f"{name}: {len(theirs)} pictures, {sum(squeezed(a) == squeezed(b) for a, b in zip(ours, theirs))} of them as in docs/notebooks to the byte")

    def execute(self, name):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.kernel_name=.net-powershell", "--ExecutePreprocessor.timeout=300", "--output-dir", folder]
            done = subprocess.run([*command, f"{ROOT}/notebooks/{name}.ipynb"], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.assertEqual(0, done.returncode, done.stdout)
            notebook = nbformat.read(f"{folder}/{name}.ipynb", 4)
        return "\n".join(output.data.get("text/html", "") for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output)


def words(drawing):
    """What a drawing says, without numbers: times are of the machine."""
    return sorted(set(re.findall(r"[A-Za-z_]\w*", re.sub(r"<[^>]*>", " ", drawing))))


def squeezed(drawing):
    return re.sub(r"\s+", " ", drawing)


for path in sorted(glob.glob(f"{ROOT}/notebooks/*.ipynb")):
    title = os.path.basename(path)[:-len(".ipynb")]
    setattr(TourTests, f"test_{title.replace('-', '_')}", lambda self, name=title: self.check(name))
