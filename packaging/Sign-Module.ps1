# Signs a packed module, on Windows: our assemblies, the manifest and the views, then a catalogue of every file. Without a certificate it puts out the files that it would sign.
#   ./build.ps1 pack; packaging/Sign-Module.ps1 -Certificate $certificate -TimestampServer $address
# Assemblies of others keep their owners' signatures; help, model and licences are in the catalogue alone, as no signature goes into such files.
param(
    [string] $Folder = (Join-Path $PSScriptRoot '../artifacts/AlexNet'),
    [System.Security.Cryptography.X509Certificates.X509Certificate2] $Certificate,
    [string] $TimestampServer
)
$ErrorActionPreference = 'Stop'
if (-not (Test-Path (Join-Path $Folder 'AlexNet.psd1'))) { throw "There is no packed module in '$Folder'. Make it with ./build.ps1 pack, or name its folder with -Folder." }
$files = Get-ChildItem $Folder -Recurse -File -Include AlexNet*.dll, *.psd1, *.psm1, *.ps1, *.ps1xml
if (-not $Certificate) { return $files }
$how = @{ Certificate = $Certificate; HashAlgorithm = 'SHA256' }
# A signature without a time ends with its certificate.
if ($TimestampServer) { $how.TimestampServer = $TimestampServer }
function Sign($files) {
    $signatures = Set-AuthenticodeSignature -FilePath $files @how
    $signatures
    if ($signatures.Status -ne 'Valid') { throw "Not all files could be signed: $(($signatures | Where-Object Status -NE Valid).Path)" }
}
$catalogue = Join-Path $Folder 'AlexNet.cat'
# The catalogue is of the files as they are signed, and not of an older one of itself.
if (Test-Path $catalogue) { Remove-Item $catalogue }
Sign $files.FullName
Sign (New-FileCatalog -Path $Folder -CatalogFilePath $catalogue -CatalogVersion 2.0).FullName
