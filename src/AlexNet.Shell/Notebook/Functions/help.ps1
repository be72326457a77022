<#
.FORWARDHELPTARGETNAME Get-Help
.FORWARDHELPCATEGORY Cmdlet
#>
[CmdletBinding(DefaultParameterSetName = 'AllUsersView')]
param(
    [Parameter(Position = 0, ValueFromPipelineByPropertyName)] [string] $Name,
    [string[]] $Category,
    [Parameter(Mandatory, ParameterSetName = 'DetailedView')] [switch] $Detailed,
    [Parameter(ParameterSetName = 'AllUsersView')] [switch] $Full,
    [Parameter(Mandatory, ParameterSetName = 'Examples')] [switch] $Examples,
    [Parameter(Mandatory, ParameterSetName = 'Parameters')] [string[]] $Parameter,
    [Parameter(Mandatory, ParameterSetName = 'Online')] [switch] $Online)
if ($PSCmdlet.ParameterSetName -eq 'AllUsersView' -and $Name) { $PSBoundParameters['Full'] = $true }
$found = @(Get-Help @PSBoundParameters)
if ($found) { $Host.PrivateData.Page($found) }
