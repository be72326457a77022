#!/usr/bin/env pwsh
# Trains the default model: the paper's network on Caltech-101, from nothing. See README.md beside it. Run it again after a cut: it goes on where its checkpoint stands.
#   nohup pwsh -NoProfile -File models/train.ps1 > train.log 2>&1 &
param(
    [string] $Path = (Join-Path $PSScriptRoot '../../shared/data/caltech101'),

    # Checkpoint, learning curve and model go here; 0.7 GB.
    [string] $Folder = (Join-Path $PSScriptRoot 'training'),

    [int] $Epochs = 38
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module AlexNet)) { Import-Module (Join-Path $PSScriptRoot '../AlexNet.psd1') }
$null = New-Item -ItemType Directory -Force $Folder

$training = @{
    Path               = $Path
    Exclude            = Join-Path $PSScriptRoot 'caltech101-test.txt'
    OutPath            = Join-Path $Folder 'caltech101.safetensors'
    Checkpoint         = Join-Path $Folder 'checkpoint.safetensors'
    CheckpointInterval = 10
    Resume             = $true

    Architecture       = 'paper'
    Initialization     = 'He'
    ScaleColour        = $true
    Seed               = 2012

    Epochs             = $Epochs
    BatchSize          = 64
    LearningRate       = 0.01
    Schedule           = 'Cosine'
    WarmupEpochs       = 1
    Momentum           = 0.9
    WeightDecay        = 0.0005
    Dropout            = 0.5
    LabelSmoothing     = 0.1
    WeightAverage      = 0.999

    Crop               = 'RandomResized'
    LeastArea          = 0.35
    ColourNoise        = 0.1
}
Start-AlexNetTraining @training | ForEach-Object {
    '{0:HH:mm:ss}  epoch {1,3}  rate {2:0.00000}  loss {3:0.0000}  top-1 error {4:P1}  top-5 {5:P1}  {6:0.0} images/s' -f
        (Get-Date), $_.Epoch, $_.LearningRate, $_.Loss, $_.Top1Error, $_.Top5Error, $_.ImagesPerSecond
}
