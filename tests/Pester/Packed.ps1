# Lays the module out as users get it and puts it first in the module path, once a process: what is tested is the packed folder and not the build's output.
if (-not $env:ALEXNET_PACKED_MODULE) {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    $folder = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), "alexnet-packed-$PID", 'AlexNet')
    $log = dotnet msbuild (Join-Path $repository 'src/AlexNet.PowerShell') -t:PackModule -p:Configuration=Release "-p:PackFolder=$folder" -v:quiet -nologo
    if ($LASTEXITCODE) { throw "packing failed: $log" }
    $env:ALEXNET_PACKED_MODULE = $folder
    $env:PSModulePath = (Split-Path $folder) + [System.IO.Path]::PathSeparator + $env:PSModulePath
    # The folder goes with the process that made it, however many suites it runs.
    $null = Register-EngineEvent PowerShell.Exiting -SupportEvent -Action { Remove-Item (Split-Path $env:ALEXNET_PACKED_MODULE) -Recurse -Force -ErrorAction Ignore }
}
