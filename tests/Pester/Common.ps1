# What every suite needs: the packed module, a small model, and a folder of its own to work in.
. "$PSScriptRoot/Packed.ps1"
$Module = $env:ALEXNET_PACKED_MODULE
$Root = Split-Path (Split-Path $PSScriptRoot)
$Samples = Join-Path $Root 'samples'
# What somebody measured, installed or chose on this machine must not change what is tested.
$env:ALEXNET_CACHE = Join-Path ([System.IO.Path]::GetTempPath()) "alexnet-cache-$PID"
$env:ALEXNET_CONFIG = Join-Path ([System.IO.Path]::GetTempPath()) "alexnet-config-$PID"
$env:ALEXNET_MODEL_CACHE = $env:ALEXNET_MODEL_CATALOGUE = ''
Import-Module (Join-Path $Module 'AlexNet.psd1') -Force

function New-SmallModel { New-AlexNetModel -FullyConnectedWidth 16 -Class sunflower, cat, dog }

# A folder with copies of a photo under the names given.
function New-PhotoFolder([string[]] $Names, [string] $Photo = 'fig.jpg') {
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "alexnet-$([guid]::NewGuid().ToString('N'))"
    $null = [System.IO.Directory]::CreateDirectory($folder)
    foreach ($name in $Names) {
        $file = [System.IO.Path]::Combine($folder, $name)
        $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($file))
        [System.IO.File]::Copy((Join-Path $Samples $Photo), $file)
    }
    $folder
}

# Labelled photos under the classes of the small model: four, four and two photos, no two alike.
function New-ClassFolders([string] $Folder) {
    $names = @{ sunflower = 'fig.jpg', 'pagoda.jpg', 'espresso.jpg', 'paintbrushes.jpg'; cat = 'cat.png', 'red-panda.jpg', 'crab.jpg', 'wall-clock.jpg'; dog = 'cocker-spaniels.jpg', 'military-uniform.jpg' }
    foreach ($class in $names.Keys) {
        $to = [System.IO.Directory]::CreateDirectory([System.IO.Path]::Combine($Folder, $class)).FullName
        foreach ($name in $names[$class]) { [System.IO.File]::Copy((Join-Path $Samples $name), (Join-Path $to $name)) }
    }
}
