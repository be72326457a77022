#!/usr/bin/env pwsh
# Makes the default model, caltech101.safetensors beside this file, from what train.ps1 has trained. See README.md beside it.
#   pwsh -NoProfile -File models/compress.ps1
# The errors that it prints, before and after, are those of the photos of caltech101-test.txt, which neither this nor train.ps1 trains on.
param(
    [string] $Path = (Join-Path $PSScriptRoot '../../shared/data/caltech101'),

    [string] $Model = (Join-Path $PSScriptRoot 'training/caltech101.safetensors'),

    [string] $OutPath = (Join-Path $PSScriptRoot 'caltech101.safetensors'),

    [int] $Epochs = 8
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../AlexNet.psd1')

# Larger shares than the paper's: the file may take 12 MB, and a network that was trained on few photos keeps more of its random start, which no threshold can
# tell from what it has learnt.
$compression = @{
    Model                 = $Model
    OutPath               = $OutPath
    Path                  = $Path
    Exclude               = Join-Path $PSScriptRoot 'caltech101-test.txt'

    Epochs                = $Epochs
    BatchSize             = 64
    LearningRate          = 0.003
    Seed                  = 2012

    ConvolutionDensity    = 0.6
    FullyConnectedDensity = 0.14
    ClassifierDensity     = 0.4
    ConvolutionBits       = 8
    FullyConnectedBits    = 5

    Force                 = $true
}
$result = Compress-AlexNetModel @compression -Verbose
$result | Format-List
if ($result.Bytes -gt 12000000) { throw "$OutPath has $($result.Bytes) bytes, but may have 12 MB." }
