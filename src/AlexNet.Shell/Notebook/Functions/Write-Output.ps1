<#
.SYNOPSIS
Writes objects to the pipeline: a collection's one by one, or with -NoEnumerate as one.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0, Mandatory, ValueFromPipeline, ValueFromRemainingArguments)] [AllowNull()] [AllowEmptyCollection()] [object] $InputObject,
    [switch] $NoEnumerate)
process { $PSCmdlet.WriteObject($InputObject, -not $NoEnumerate) }
