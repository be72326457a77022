#!/usr/bin/env pwsh
# Joins the words of Help.psd1 with the parameters of the built cmdlets into the XML that Get-Help reads. Run it after a change of either:
# (The XML is beside the manifest, in en-US/, because PowerShell looks nowhere else for the help of a root module.)
#   pwsh -NoProfile -File module/help/Build-Help.ps1
# -Check writes nothing and fails when the file in the repository is not what would be written.
param([switch] $Check)

$ErrorActionPreference = 'Stop'
$root = Split-Path (Split-Path $PSScriptRoot)
$target = Join-Path $root 'en-US/AlexNet.PowerShell.dll-Help.xml'
Import-Module (Join-Path $root 'AlexNet.psd1')
$help = Import-PowerShellDataFile (Join-Path $PSScriptRoot 'Help.psd1')
$common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters

function Escape([string] $text) { [System.Security.SecurityElement]::Escape($text) }
function Paragraphs([string[]] $texts) { -join ($texts | ForEach-Object { "<maml:para>$(Escape $_)</maml:para>" }) }
function Binding($parameter) {
    $ways = @(if ($parameter.ValueFromPipeline) { 'ByValue' }; if ($parameter.ValueFromPipelineByPropertyName) { 'ByPropertyName' })
    if ($ways) { "true ($($ways -join ', '))" } else { 'false' }
}
# A Choice[T] or Nullable[T] is a T to those who read.
function Plain($type) { if ($type.IsGenericType) { $type.GenericTypeArguments[0] } else { $type } }
function TypeName($type) { if ($type -eq [switch]) { 'SwitchParameter' } elseif ($type.IsArray) { $type.GetElementType().Name + '[]' } else { $type.Name } }

function Value([string] $type, [string] $required) { '<command:parameterValue required="{0}" variableLength="false">{1}</command:parameterValue>' -f $required, $type }
function Values($type) { if ($type.IsEnum) { '<command:parameterValueGroup>{0}</command:parameterValueGroup>' -f -join ([enum]::GetNames($type) | ForEach-Object { Value $_ 'false' }) } }

# A parameter as one set has it, in the XML's words.
function ParameterXml($entry, $parameter, [string] $default) {
    $text = if ($entry.Parameters[$parameter.Name]) { $entry.Parameters[$parameter.Name] } else { throw "Help.psd1 says nothing of -$($parameter.Name)" }
    $plain = Plain $parameter.ParameterType
    $type = TypeName $plain
    $position = if ($parameter.Position -ge 0) { $parameter.Position } else { 'named' }
    $globbing = [bool]($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.SupportsWildcardsAttribute] })
    @"
<command:parameter required="$("$($parameter.IsMandatory)".ToLowerInvariant())" variableLength="$("$($parameter.ParameterType.IsArray)".ToLowerInvariant())" globbing="$("$globbing".ToLowerInvariant())" pipelineInput="$(Binding $parameter)" position="$position" aliases="$(if ($parameter.Aliases) { $parameter.Aliases -join ', ' } else { 'none' })">
<maml:name>$($parameter.Name)</maml:name>
<maml:description>$(Paragraphs $text)</maml:description>
$(if ($type -ne 'SwitchParameter') { Value $type 'true' })
<dev:type><maml:name>$type</maml:name><maml:uri /></dev:type>
<dev:defaultValue>$(Escape $default)</dev:defaultValue>
$(Values $plain)
</command:parameter>
"@
}

$commands = foreach ($command in Get-Command -Module AlexNet | Sort-Object Name) {
    $entry = $help[$command.Name]
    if (-not $entry) { throw "Help.psd1 says nothing of $($command.Name)" }
    $verb, $noun = $command.Name -split '-', 2
    $sets = $command.ParameterSets | ForEach-Object {
        $parameters = $_.Parameters | Where-Object { $_.Name -notin $common -or $_.Name -in 'WhatIf', 'Confirm' } | Sort-Object { if ($_.Position -ge 0) { $_.Position } else { 1000 } }, { -not $_.IsMandatory }, Name
        [pscustomobject]@{ Name = $_.Name; Parameters = @($parameters) }
    }
    $all = $sets.Parameters | Group-Object Name | ForEach-Object { $_.Group[0] } | Sort-Object Name
    $instance = $command.ImplementingType::new()
    $defaultOf = {
        param($parameter)
        $value = if ($parameter.ParameterType -ne [switch] -and -not $parameter.IsMandatory -and $parameter.Name -notin 'WhatIf', 'Confirm') { $instance.($parameter.Name) }
        if ($null -ne $value) { $value -join ', ' } else { 'None' }
    }
    @"
<command:command>
<command:details>
<command:name>$($command.Name)</command:name>
<command:verb>$verb</command:verb>
<command:noun>$noun</command:noun>
<maml:description>$(Paragraphs $entry.Synopsis)</maml:description>
</command:details>
<maml:description>$(Paragraphs $entry.Description)</maml:description>
<command:syntax>
$(foreach ($set in $sets) { "<command:syntaxItem><maml:name>$($command.Name)</maml:name>`n$($set.Parameters | ForEach-Object { ParameterXml $entry $_ (& $defaultOf $_) } | Join-String -Separator "`n")`n</command:syntaxItem>`n" })</command:syntax>
<command:parameters>
$($all | ForEach-Object { ParameterXml $entry $_ (& $defaultOf $_) } | Join-String -Separator "`n")
</command:parameters>
<command:inputTypes>$(-join ($entry.Inputs | ForEach-Object { "<command:inputType><dev:type><maml:name>$_</maml:name></dev:type></command:inputType>" }))</command:inputTypes>
<command:returnValues>$(-join ($entry.Outputs | ForEach-Object { "<command:returnValue><dev:type><maml:name>$_</maml:name></dev:type></command:returnValue>" }))</command:returnValues>
<command:examples>
$($n = 0; $(foreach ($example in $entry.Examples) { $n++; "<command:example><maml:title>Example $n</maml:title><dev:code>$(Escape $example.Code)</dev:code><dev:remarks>$(Paragraphs $example.Remarks)</dev:remarks></command:example>`n" }))</command:examples>
<command:relatedLinks>$(-join ($entry.Links | ForEach-Object { "<maml:navigationLink><maml:linkText>$_</maml:linkText><maml:uri /></maml:navigationLink>" }))</command:relatedLinks>
</command:command>
"@
}

$xml = @"
<?xml version="1.0" encoding="utf-8"?>
<!-- Written by module/help/Build-Help.ps1 from module/help/Help.psd1: change those. -->
<helpItems schema="maml" xmlns="http://msh">
$(($commands -replace '<command:command>', '<command:command xmlns:maml="http://schemas.microsoft.com/maml/2004/10" xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10" xmlns:dev="http://schemas.microsoft.com/maml/dev/2004/10">') -join "`n")
</helpItems>

"@
$xml = ($xml -replace "`r", '') -replace "(?m)^\s*\n", ''
[void] [xml] $xml
if (-not $Check) { [System.IO.File]::WriteAllText($target, $xml) }
elseif ($xml -ne [System.IO.File]::ReadAllText($target)) { throw "$target is out of date: run module/help/Build-Help.ps1" }
