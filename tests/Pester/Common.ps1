# What every suite needs: the built module, a small model, and a folder of its own to work in.
$Root = Split-Path (Split-Path $PSScriptRoot)
$Samples = Join-Path $Root 'samples'
# What somebody measured on this machine must not change what is tested.
$env:ALEXNET_CACHE = Join-Path ([System.IO.Path]::GetTempPath()) "alexnet-cache-$PID"
Import-Module (Join-Path $Root 'AlexNet.psd1') -Force

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
