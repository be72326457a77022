# What the manifest has no word for: the assemblies need .NET 10. PowerShell 7.6 brings it. 7.5 has it inside .NET Interactive alone, and so is let in by the manifest.
if ([System.Environment]::Version.Major -lt 10) {
    $found = "PowerShell $($PSVersionTable.PSVersion) on .NET $([System.Environment]::Version)"
    $cause = [System.PlatformNotSupportedException]::new("AlexNet needs .NET 10, and this is $found. Install PowerShell 7.6 or later.")
    throw [System.Management.Automation.ErrorRecord]::new($cause, 'DotNetTooOld', 'NotInstalled', $found)
}
