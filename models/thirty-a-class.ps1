#!/usr/bin/env pwsh
# The usual test of networks on Caltech-101: 30 photos a class to train on, from nothing, up to 50 of the rest to test on, and the mean of the classes' accuracies.
# Zeiler and Fergus (2013) report 46.5 +- 1.7 % for a network of this kind that was not trained on other photos before. Run it again after a cut: it goes on where
# its checkpoint stands.
#   pwsh -NoProfile -File models/thirty-a-class.ps1
param(
    [string] $Path = (Join-Path $PSScriptRoot '../../shared/data/caltech101'),

    # The list of test photos, the checkpoint, the learning curve and the model go here.
    [string] $Folder = (Join-Path $PSScriptRoot 'thirty-a-class'),

    [int] $PhotosPerClass = 30,
    [int] $TestPerClass = 50,

    # Ten classes have 26 to 30 photos here: they leave so many for testing, and have fewer than 30 for training.
    [int] $LeastTestPerClass = 5,

    [int] $Epochs = 90,

    # The fold: which photos are trained on, and all other chance.
    [uint64] $Seed = 2013
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module AlexNet)) { Import-Module (Join-Path $PSScriptRoot '../AlexNet.psd1') }
$null = New-Item -ItemType Directory -Force $Folder

# Photos are drawn by their file names: Faces and Faces_easy, which is cut from it and numbered alike, draw the same numbers, so that no twin is on the other side.
$test = Join-Path $Folder 'test.txt'
$parts = Split-AlexNetDataset $Path -TrainingPerClass $PhotosPerClass -TestPerClass $TestPerClass -LeastTestPerClass $LeastTestPerClass -Seed $Seed
($parts | Where-Object Part -eq Test).RelativePath | Set-Content $test

# What a step's time buys: of about 3000 photos no network learns in thirty epochs, so the photos are shown often and each showing is made cheap.
$training = @{
    Path               = $Path
    Exclude            = $test
    PhotosPerClass     = $PhotosPerClass    # the draw of the split above, which left the test photos behind these
    OutPath            = Join-Path $Folder 'model.safetensors'
    Checkpoint         = Join-Path $Folder 'checkpoint.safetensors'
    CheckpointInterval = 5
    Resume             = $true

    # The paper's two towers, normalization and wide layers, but of an input of 147: its maps of 35, 17 and 8 need a third of 227's multiply-adds (147 and not 144:
    # 8 x 8 maps fill Winograd's tiles of 4 x 4). The objects fill these photos, and what the smaller picture loses is less than what three times the epochs bring.
    Architecture        = 'paper'
    InputSize           = 147
    FullyConnectedWidth = 4096

    # The paper's first weights are for 90 epochs of a million photos; He's learn from the first steps.
    Initialization = 'He'
    ScaleColour    = $true
    Seed           = $Seed

    # Small batches: as many steps as batches of 128 make in four times the epochs. The rate is the paper's, which is hot for a batch of 32; the cosine's calm end
    # and the average of the last thousand steps' weights take the noise out again.
    Epochs        = $Epochs
    BatchSize     = 32
    LearningRate  = 0.01
    Schedule      = 'Cosine'
    WarmupEpochs  = 1
    Momentum      = 0.9
    WeightAverage = 0.999

    # Against learning 3000 photos by heart: the paper's decay and dropout, crops of many sizes and shapes in place of one, colour noise, and softened targets.
    # Layers of 1024, blends of two photos (-Mixup 0.2) and twice the decay together learn far more slowly: that much caution is for runs of many more epochs.
    WeightDecay    = 0.0005
    Dropout        = 0.5
    Crop           = 'RandomResized'
    LeastArea      = 0.35
    ColourNoise    = 0.1
    LabelSmoothing = 0.1
}
Start-AlexNetTraining @training | ForEach-Object {
    '{0:HH:mm:ss}  epoch {1,3}  rate {2:0.00000}  loss {3:0.0000}  top-1 error {4:P1}  top-5 {5:P1}  {6:0.0} images/s' -f
        (Get-Date), $_.Epoch, $_.LearningRate, $_.Loss, $_.Top1Error, $_.Top5Error, $_.ImagesPerSecond
}

foreach ($views in 'centre', 'ten views') {
    $found = Test-AlexNetModel $Path -Model $training.OutPath -TestList $test -TenView:($views -eq 'ten views')
    '{0}: mean accuracy of {1} classes {2:P1}; of {3:N0} test photos {4:P1} right, {5:P1} among the five likeliest' -f
        $views, $found.Classes.Count, $found.MeanClassAccuracy, $found.Photos, $found.Accuracy, (1 - $found.Top5Error)
}
