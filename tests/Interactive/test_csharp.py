"""Cells in C#, with the package as a user gets it."""
import glob
import os
import unittest

from notebook import ROOT, Notebook, drawings

PACKAGE = sorted(glob.glob(os.path.join(os.environ["ALEXNET_PACKAGES"], "AlexNet.Interactive.*.nupkg")))[0]
VERSION = os.path.basename(PACKAGE)[len("AlexNet.Interactive."):-len(".nupkg")]
LOAD = f'#i "nuget:{os.path.dirname(PACKAGE)}"\n#r "nuget: AlexNet.Interactive, {VERSION}"'
BUILT = os.path.join(ROOT, "src/AlexNet.Interactive")

START = """
using AlexNet.Interactive; using AlexNet.Engine.Architectures; using AlexNet.Engine.Devices; using AlexNet.Engine.Inspection; using AlexNet.Engine.Inspection.Saliency; using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Training; using AlexNet.Imaging; using AlexNet.Imaging.Classification; using AlexNet.Imaging.Datasets; using AlexNet.Imaging.Training; using AlexNet.Imaging.Views;
using AlexNet.Models; using AlexNet.Models.Training; using AlexNet.Rendering.Filters;
var model = ModelFile.Load("../models/caltech101.safetensors");
var photos = System.IO.Directory.GetFiles("../samples/caltech101");
var panda = photos.Single(photo => photo.EndsWith("panda.jpg"));
var eye = new Preprocessor(model.Preprocessing, model.Architecture.Input.Height);
model"""

ANSWERS = """
var classifier = new PhotoClassifier(model, new ClassifierOptions { Devices = new DeviceOptions { Count = 2, Timeline = true } });
foreach (var photo in photos) classifier.Add(PhotoSource.File(photo));
classifier.Complete();
var answers = classifier.TakeAll().Select(result => result.Classification).ToArray();
answers"""

MAPS = """
var reader = new LayerReader(model, "relu2");
eye.Load(panda, reader.Input);
new LayerOutput { Path = panda, Model = model.Name, Layer = reader.Layer, Kind = reader.Kind, Shape = reader.Shape, Values = reader.Read() }"""

SUM = """
var input = new float[model.Architecture.Input.Count];
eye.Load(panda, input);
OutputPixel.Of(model, "conv1", input, 5, 20, 30)"""

SALIENCY = """
var saliency = new SaliencyReader(model, new SaliencyOptions());
var side = model.Architecture.Input.Height;
var pixels = new RgbImage(side, side, new byte[3 * side * side]);
eye.Load(panda, saliency.Input, default, pixels);
saliency.Read() with { Path = panda, Photo = pixels.Pixels, PhotoSide = side }"""

READING = """
var work = System.IO.Directory.CreateTempSubdirectory().FullName;
foreach (var (number, photo) in photos.Index())
{
    var kind = System.IO.Directory.CreateDirectory(System.IO.Path.Combine(work, number % 2 == 0 ? "even" : "odd"));
    System.IO.File.Copy(photo, System.IO.Path.Combine(kind.FullName, System.IO.Path.GetFileName(photo)));
}
var dataset = DatasetReader.Read(work);
var network = KnownArchitectures.Get("paper").Scale(fullyConnected: 64, classes: dataset.Labels.Count, inputSize: 83);
var usual = ModelFactory.DefaultPreprocessing(network);
TrainingData data;
using (var bar = Notebook.Progress("Reading photos")) data = TrainingData.Prepare(dataset, new TrainingDataOptions(), usual, 83, bar);"""

TRAINING = """
var trainer = new Trainer(ModelFactory.Create(network, dataset.Labels), new TrainingOptions { BatchSize = 5 },
    new TrainerOptions { Epochs = 4, Schedule = new ConstantSchedule(0.01f) }, data.TrainingSource(usual, 83, new Augmentation(), data.PrincipalColours, 1));
foreach (var epoch in Notebook.Watch(trainer.Run())) { }
System.IO.Directory.Delete(work, true);"""


class CSharpTests(unittest.TestCase):
    def setUp(self):
        self.notebook = Notebook(".net-csharp")
        self.addCleanup(self.notebook.close)

    def test_the_package(self):
        self.assertIn("AlexNet is loaded", self.run_cell(LOAD).pictures[-1].html)
        for code in (START, ANSWERS, "classifier.Timeline", 'FilterView.Of(model, "conv1")', MAPS, SUM, SALIENCY):
            with self.subTest(code):
                picture = self.run_cell(code).pictures
                self.assertEqual(1, len(picture))
                self.assertTrue(drawings(picture[0].html) and picture[0].text)
        # One output each, which changes.
        self.assertGreater(self.single(READING).updates, 0)
        curve = self.single(TRAINING)
        self.assertEqual(3, curve.updates)
        self.assertIn("4 epochs", curve.html)

    def test_the_file(self):
        # Nothing has been run but the reference: an attribute is enough for the drawing of a network.
        self.run_cell(f'#r "{BUILT}/bin/Release/net10.0/AlexNet.Interactive.dll"')
        self.assertTrue(drawings(self.single('AlexNet.Engine.Architectures.KnownArchitectures.Get("paper")').html))
        self.assertIn("AlexNet is loaded", self.single(f"#!import {BUILT}/extension.dib").html)
        self.assertGreater(self.single('using (var bar = AlexNet.Interactive.Notebook.Progress("Nothing")) for (var i = 0; i <= 9; i++) bar.Report((i, 9));').updates, 0)

    def test_with_the_module(self):
        # The formatters of either leave those of the other as they are, and both know the same types.
        self.run_cell(LOAD)
        for code, count in (('#!pwsh\nImport-Module ../AlexNet.psd1\nInvoke-AlexNetClassify ../samples/caltech101', 1), ('AlexNet.Engine.Architectures.KnownArchitectures.Get("paper")', 1)):
            with self.subTest(code):
                self.assertEqual(count, len(self.run_cell(code).pictures))

    def single(self, code):
        pictures = self.run_cell(code).pictures
        self.assertEqual(1, len(pictures))
        return pictures[0]

    def run_cell(self, code):
        cell = self.notebook.run(code)
        self.assertIsNone(cell.error, cell.printed)
        return cell
