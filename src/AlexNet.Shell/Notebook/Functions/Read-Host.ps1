<#
.SYNOPSIS
Asks the reader for a line, in a field under the cell: -AsSecureString or -MaskInput for one that stays hidden.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0, ValueFromRemainingArguments)] [object] $Prompt,
    [switch] $AsSecureString,
    [switch] $MaskInput)
$question = if ($null -ne $Prompt) { "$($Prompt): " } else { '' }
try { $answer = $Host.PrivateData.Ask($question, $AsSecureString -or $MaskInput) }
catch [System.Management.Automation.MethodInvocationException] { $PSCmdlet.ThrowTerminatingError($_.Exception.InnerException.ErrorRecord) }
if (-not $AsSecureString) { return $answer }
$secret = [securestring]::new()
foreach ($letter in $answer.ToCharArray()) { $secret.AppendChar($letter) }
$secret.MakeReadOnly()
$secret
