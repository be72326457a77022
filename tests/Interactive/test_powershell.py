"""Cells in PowerShell, with the module of this checkout."""
import unittest

from notebook import Notebook, drawings

TRAINING = """
$work = [System.IO.Directory]::CreateTempSubdirectory().FullName
$count = 0
foreach ($photo in Get-ChildItem ../samples/caltech101) { Copy-Item $photo (New-Item -ItemType Directory -Force "$work/$(('even', 'odd')[$count++ % 2])") }
Start-AlexNetTraining $work -OutPath "$work/small.safetensors" -Architecture onetower -FullyConnectedWidth 256 -InputSize 127 -Epochs 6 -BatchSize 10
Remove-Item -Recurse $work"""


class PowerShellTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.notebook = Notebook(".net-powershell")
        cls.addClassCleanup(cls.notebook.close)
        if (error := cls.notebook.run("Import-Module ../AlexNet.psd1").error) is not None:
            raise AssertionError(error)

    def test_results_of_one_type_are_one_picture(self):
        sheet = self.notebook.run("Invoke-AlexNetClassify ../samples/caltech101").pictures
        self.assertEqual(1, len(sheet))
        self.assertIn("panda.jpg", sheet[0].html)
        self.assertIn("wrench.webp", sheet[0].html)

    def test_neighbours_only(self):
        cell = self.notebook.run("$answer = Invoke-AlexNetClassify ../samples/caltech101/panda.jpg; $answer; 'words'; $answer; $answer; Get-Item .; $answer")
        self.assertEqual(3, len(cell.pictures))
        one, two, again = [picture.html.count(">panda.jpg<") for picture in cell.pictures]
        self.assertEqual((2 * one, one), (two, again))
        self.assertIn("words", cell.printed)

    def test_an_error_takes_no_picture_away(self):
        cell = self.notebook.run("Invoke-AlexNetClassify ../samples/caltech101/panda.jpg, nowhere.jpg, ../samples/caltech101/dolphin.jpg")
        self.assertIn("Cannot find the photo", cell.error)
        self.assertEqual(1, len(cell.pictures))
        self.assertIn("dolphin.jpg", cell.pictures[0].html)

    def test_every_kind_of_picture(self):
        photo = "../samples/caltech101/panda.jpg"
        for code in ("Show-AlexNetNetwork", "Get-AlexNetModel", "Get-AlexNetLayer", "Get-AlexNetDevicePlan", "Show-AlexNetFilter", f"Show-AlexNetFeatureMap {photo} conv1", f"Get-AlexNetFeature {photo} -Layer relu2",
                     f"Show-AlexNetConvolution {photo} conv1 -Map 5 -Row 20 -Column 30", f"Show-AlexNetConvolution {photo} conv1 -Map 5 -Row 20 -Column 30 -Im2Col", f"Get-AlexNetSaliency {photo}",
                     f"Get-AlexNetActivation {photo}", f"$null = Invoke-AlexNetClassify {photo} -DeviceCount 2 -Timeline; Get-AlexNetTimeline", "Get-AlexNetTrainingHistory ../models/caltech101.safetensors",
                     f"Find-AlexNetSimilarImage {photo} -Within ../samples/caltech101", "Measure-AlexNetPerformance -BatchSize 1 -PerLayer -Repeat 1", "Get-AlexNetDevice", "Find-AlexNetModel"):
            with self.subTest(code):
                cell = self.notebook.run(code)
                self.assertIsNone(cell.error)
                self.assertEqual(1, len(cell.pictures))

    def test_progress_and_a_learning_curve(self):
        cell = self.notebook.run(TRAINING)
        self.assertIsNone(cell.error)
        bar, *curve = [output for output in cell.displays if output.updates > 0]
        self.assertFalse(bar.is_picture)
        self.assertEqual("", bar.text)  # gone in the end
        self.assertEqual(1, len(curve))
        self.assertTrue(drawings(curve[0].html))
        self.assertIn("6 epochs", curve[0].html)
