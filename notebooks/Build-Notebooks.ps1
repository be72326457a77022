<#
.SYNOPSIS
Makes the notebooks of their sources, and with -Execute runs them and writes their rendered copies.
.DESCRIPTION
A source, source/NAME.ps1, is a script in the percent format that editors know: a line `# %%` begins a cell of code, `# %% [markdown]` one of words, which are its comments. NAME.ipynb beside this
script is the same as Jupyter wants it, without outputs. It follows from the source alone, cell ids too, which are hashes of the cells: unchanged cells stay unchanged.

With -Execute each notebook is run by nbconvert with the kernel of the built src/AlexNet.Shell, and the result is written to ../docs/notebooks/NAME.html. That needs Jupyter's nbconvert and nothing else: the
kernel, settings and caches are in a temporary folder, and nothing of the user's is read or changed.

It runs in pwsh, and in the shell of this project: AlexNet.Shell -File notebooks/Build-Notebooks.ps1.
.PARAMETER Name
Names of notebooks, or patterns.
.PARAMETER Check
Writes nothing, and is an error when a notebook is not what its source gives.
.PARAMETER Execute
Runs the notebooks too, and writes the copies. It takes minutes.
.PARAMETER Jupyter
Jupyter's program.
#>
[CmdletBinding()]
param([string[]] $Name = '*', [switch] $Check, [switch] $Execute, [string] $Jupyter = 'jupyter')
$ErrorActionPreference = 'Stop'
$here = $PSScriptRoot
$root = [System.IO.Path]::GetDirectoryName($here)

# The cells of a source: type and text of each.
function Get-Cell([string] $source) {
    $cell = $null
    foreach ($line in $source.Replace("`r", '').Split("`n")) {
        if ($line -match '^# %%(?<markdown> \[markdown\])?\s*$') {
            if ($cell) { $cell }
            $cell = @{ Type = $Matches.markdown ? 'markdown' : 'code'; Lines = [System.Collections.Generic.List[string]]::new() }
        }
        elseif ($cell.Type -eq 'code') { $cell.Lines.Add($line) }
        elseif ($cell) { $cell.Lines.Add(($line -replace '^# ?')) }
        elseif ($line) { throw "A source begins with a line '# %%', but found: $line" }
    }
    $cell
}

# The notebook of a source, as JSON with the keys in the order in which Jupyter saves them.
function ConvertTo-Notebook([string] $source) {
    $options = [System.Text.Json.JsonWriterOptions]::new()
    $options.Indented, $options.IndentSize, $options.NewLine = $true, 1, "`n"
    $options.Encoder = [System.Text.Encodings.Web.JavaScriptEncoder]::UnsafeRelaxedJsonEscaping
    $stream = [System.IO.MemoryStream]::new()
    $json = [System.Text.Json.Utf8JsonWriter]::new($stream, $options)
    $seen = @{}
    $json.WriteStartObject()
    $json.WriteStartArray('cells')
    foreach ($cell in Get-Cell $source) {
        $text = ($cell.Lines -join "`n").Trim("`n")
        $seen[$text]++
        $hash = [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes("$($cell.Type) $($seen[$text]) $text"))
        $json.WriteStartObject()
        $json.WriteString('cell_type', $cell.Type)
        if ($cell.Type -eq 'code') { $json.WriteNull('execution_count') }
        $json.WriteString('id', [Convert]::ToHexString($hash).Substring(0, 8).ToLowerInvariant())
        $json.WriteStartObject('metadata')
        $json.WriteEndObject()
        if ($cell.Type -eq 'code') {
            $json.WriteStartArray('outputs')
            $json.WriteEndArray()
        }
        $json.WriteStartArray('source')
        $lines = $text.Split("`n")
        for ($i = 0; $i -lt $lines.Count; $i++) { $json.WriteStringValue($lines[$i] + ($i -lt $lines.Count - 1 ? "`n" : '')) }
        $json.WriteEndArray()
        $json.WriteEndObject()
    }
    $json.WriteEndArray()
    $json.WriteStartObject('metadata')
    foreach ($part in @{ Key = 'kernelspec'; Values = 'display_name', 'AlexNet (PowerShell)', 'language', 'powershell', 'name', 'alexnet' }, @{ Key = 'language_info'; Values = 'file_extension', '.ps1', 'mimetype', 'application/x-powershell', 'name', 'powershell', 'pygments_lexer', 'powershell' }) {
        $json.WriteStartObject($part.Key)
        for ($i = 0; $i -lt $part.Values.Count; $i += 2) { $json.WriteString($part.Values[$i], $part.Values[$i + 1]) }
        $json.WriteEndObject()
    }
    $json.WriteEndObject()
    $json.WriteNumber('nbformat', 4)
    $json.WriteNumber('nbformat_minor', 5)
    $json.WriteEndObject()
    $json.Flush()
    [System.Text.Encoding]::UTF8.GetString($stream.ToArray()) + "`n"
}

function Write-Text([string] $path, [string] $text) {
    [System.IO.File]::WriteAllText("$path.new", $text)   # UTF-8 without a mark
    [System.IO.File]::Move("$path.new", $path, $true)
}

function Invoke-Nbconvert([string[]] $arguments) {
    $said = & $Jupyter nbconvert @arguments 2>&1
    if ($LASTEXITCODE) { throw "nbconvert $arguments ended with $LASTEXITCODE`n$($said -join "`n")" }
}

# Runs a notebook, and writes what it shows as a page.
function Export-Page([string] $notebook, [string] $folder) {
    $leaf = [System.IO.Path]::GetFileNameWithoutExtension($notebook)
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    Invoke-Nbconvert '--to', 'notebook', '--execute', '--ExecutePreprocessor.timeout=300', '--output-dir', $folder, $notebook
    $seconds = $clock.Elapsed.TotalSeconds
    Invoke-Nbconvert '--to', 'html', '--template', 'page', "--TemplateExporter.extra_template_basedirs=$here/templates", '--output-dir', $folder, "$folder/$leaf.ipynb"
    # Paths are told from here on.
    $page = [System.IO.File]::ReadAllText("$folder/$leaf.html").Replace("$root$([System.IO.Path]::DirectorySeparatorChar)", '')
    foreach ($private in $root, $folder) { if ($page.Contains($private)) { throw "$leaf shows a path of this machine, '$private': change the cell that prints it." } }
    $null = [System.IO.Directory]::CreateDirectory("$root/docs/notebooks")
    Write-Text "$root/docs/notebooks/$leaf.html" $page
    [pscustomobject]@{ Notebook = $leaf; Seconds = [Math]::Round($seconds, 1); Kilobytes = [Math]::Round($page.Length / 1000) }
}

$sources = [System.IO.Directory]::GetFiles("$here/source", '*.ps1')
[Array]::Sort($sources, [StringComparer]::Ordinal)
$stale = @([System.IO.Directory]::GetFiles($here, '*.ipynb').Where({ -not [System.IO.File]::Exists("$here/source/$([System.IO.Path]::GetFileNameWithoutExtension($_)).ps1") }))
$notebooks = foreach ($source in $sources) {
    $leaf = [System.IO.Path]::GetFileNameWithoutExtension($source)
    if (-not @($Name).Where({ $leaf -like $_ }, 'First')) { continue }
    $path = "$here/$leaf.ipynb"
    $wanted = ConvertTo-Notebook ([System.IO.File]::ReadAllText($source))
    $isSame = [System.IO.File]::Exists($path) -and [System.IO.File]::ReadAllText($path) -ceq $wanted
    if ($Check -and -not $isSame) { $stale += $path }
    elseif (-not $isSame) { Write-Text $path $wanted }
    $path
}
if (-not $notebooks) { throw "There is no notebook '$Name' in $here/source." }
if ($Check) {
    if ($stale) { throw "Not what the sources give: $($stale.ForEach({ [System.IO.Path]::GetFileName($_) }) -join ', '). Run notebooks/Build-Notebooks.ps1." }
    "$(@($notebooks).Count) notebooks are what their sources give"
    return
}
if (-not $Execute) { return "$(@($notebooks).Count) notebooks written" }

$folder = [System.IO.Directory]::CreateTempSubdirectory('alexnet-notebooks-').FullName
$settings = @{
    JUPYTER_PATH = "$folder/share/jupyter"; JUPYTER_CONFIG_DIR = "$folder/config"; JUPYTER_DATA_DIR = "$folder/data"; JUPYTER_RUNTIME_DIR = "$folder/runtime"; IPYTHONDIR = "$folder/ipython"
    XDG_DATA_HOME = "$folder/xdg"; ALEXNET_CACHE = "$folder/cache"; ALEXNET_CONFIG = "$folder/alexnet"; LC_ALL = 'C.UTF-8'
}
$before = @{}
foreach ($variable in $settings.Keys) {
    $before[$variable] = [Environment]::GetEnvironmentVariable($variable)
    [Environment]::SetEnvironmentVariable($variable, $settings[$variable])
}
try {
    $said = & dotnet "$root/src/AlexNet.Shell/bin/Release/net10.0/AlexNet.Shell.dll" kernel install --prefix $folder
    if ($LASTEXITCODE) { throw "The kernel cannot be installed. Is src/AlexNet.Shell built? $said" }
    foreach ($notebook in $notebooks) { Export-Page $notebook $folder }
}
finally {
    foreach ($variable in $before.Keys) { [Environment]::SetEnvironmentVariable($variable, $before[$variable]) }
    [System.IO.Directory]::Delete($folder, $true)
}
