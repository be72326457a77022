<#
.SYNOPSIS
Writes texts for the reader, in colours or without a line end.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0, ValueFromRemainingArguments, ValueFromPipeline)] [Alias('Msg', 'Message')] [object] $Object,
    [switch] $NoNewline,
    [object] $Separator = ' ',
    [ConsoleColor] $ForegroundColor = $Host.UI.RawUI.ForegroundColor,
    [ConsoleColor] $BackgroundColor = $Host.UI.RawUI.BackgroundColor)
process {
    $text = [System.Management.Automation.HostInformationMessage]::new()
    $text.Message = @(foreach ($one in $Object) { "$one" }) -join $Separator
    $text.NoNewLine = $NoNewline
    $text.ForegroundColor = $ForegroundColor
    $text.BackgroundColor = $BackgroundColor
    $PSCmdlet.WriteInformation($text, [string[]] 'PSHOST')
}
