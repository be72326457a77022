#!/usr/bin/env pwsh
# Makes the default model, caltech101.safetensors beside this file, from what train.ps1 has trained. See README.md beside it.
#   pwsh -NoProfile -File models/compress.ps1
# The errors that it prints, before and after, are those of the photos of caltech101-test.txt, which neither this nor train.ps1 trains on.
param(
    [string] $Path = (Join-Path $PSScriptRoot '../../shared/data/caltech101'),

    [string] $Model = (Join-Path $PSScriptRoot 'training/caltech101.safetensors'),

    # Where the first pass leaves its model.
    [string] $Pruned = (Join-Path $PSScriptRoot 'training/pruned.safetensors'),

    [string] $OutPath = (Join-Path $PSScriptRoot 'caltech101.safetensors')
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module AlexNet)) { Import-Module (Join-Path $PSScriptRoot '../AlexNet.psd1') }

# Larger shares than the paper's: the file may take 12 MB, and a network that was trained on few photos keeps more of its random start, which no threshold can
# tell from what it has learnt.
$both = @{
    Path                  = $Path
    Exclude               = Join-Path $PSScriptRoot 'caltech101-test.txt'
    BatchSize             = 64
    ConvolutionDensity    = 0.6
    FullyConnectedDensity = 0.14
    ClassifierDensity     = 0.4
    ConvolutionBits       = 8
    Force                 = $true
    Verbose               = $true
}

# The first pass takes six sevenths of the weights away while training goes on gently.
Compress-AlexNetModel $Model $Pruned @both -Epochs 6 -LearningRate 0.003 -FullyConnectedBits 5 -Seed 2012 | Format-List

# The second trains what is left nearly as long and as fast as train.ps1 did: a pruned network that is only trained gently stays near the valley that it was pruned in
# (Renda, Frankle, Carbin 2020, "Comparing rewinding and fine-tuning"). A seventh of the weights learns less by heart and needs less dropout.
$result = Compress-AlexNetModel $Pruned $OutPath @both -Epochs 18 -LearningRate 0.008 -Dropout 0.2 -FullyConnectedBits 6 -Seed 2013
$result | Format-List
if ($result.Bytes -gt 12000000) { throw "$OutPath has $($result.Bytes) bytes, but may have 12 MB." }
