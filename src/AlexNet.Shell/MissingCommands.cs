namespace AlexNet.Shell;

/// <summary>
/// The commands of full PowerShell that the engine alone (System.Management.Automation) does not contain. They live in assemblies that
/// ship with pwsh only, so a name from this list is answered with where it is to be had instead of "not recognized".
/// </summary>
public static class MissingCommands
{
    private static readonly (string Module, string Names)[] Modules =
    [
        ("Microsoft.PowerShell.Utility", """
            Add-Member Add-Type Clear-Variable Compare-Object ConvertFrom-CliXml ConvertFrom-Csv ConvertFrom-Json ConvertFrom-Markdown
            ConvertFrom-SddlString ConvertFrom-StringData ConvertTo-CliXml ConvertTo-Csv ConvertTo-Html ConvertTo-Json ConvertTo-Xml Debug-Runspace
            Disable-PSBreakpoint Disable-RunspaceDebug Enable-PSBreakpoint Enable-RunspaceDebug Export-Alias Export-Clixml Export-Csv
            Export-FormatData Export-PSSession Format-Custom Format-Hex Format-List Format-Table Format-Wide Get-Alias Get-Culture Get-Date
            Get-Error Get-Event Get-EventSubscriber Get-FileHash Get-FormatData Get-Host Get-MarkdownOption Get-Member Get-PSBreakpoint
            Get-PSCallStack Get-Random Get-Runspace Get-RunspaceDebug Get-SecureRandom Get-TraceSource Get-TypeData Get-UICulture Get-Unique
            Get-Uptime Get-Variable Get-Verb Group-Object Import-Alias Import-Clixml Import-Csv Import-LocalizedData Import-PSSession
            Import-PowerShellDataFile Invoke-Expression Invoke-RestMethod Invoke-WebRequest Join-String Measure-Command Measure-Object
            New-Alias New-Event New-Guid New-Object New-TemporaryFile New-TimeSpan New-Variable Out-File Out-GridView Out-Printer Out-String
            Read-Host Register-EngineEvent Register-ObjectEvent Remove-Alias Remove-Event Remove-PSBreakpoint Remove-TypeData Remove-Variable
            Select-Object Select-String Select-Xml Send-MailMessage Set-Alias Set-Date Set-MarkdownOption Set-PSBreakpoint Set-TraceSource
            Set-Variable Show-Command Show-Markdown Sort-Object Start-Sleep Tee-Object Test-Json Trace-Command Unblock-File Unregister-Event
            Update-FormatData Update-List Update-TypeData Wait-Debugger Wait-Event Write-Debug Write-Error Write-Host Write-Information
            Write-Output Write-Progress Write-Verbose Write-Warning
            """),
        ("Microsoft.PowerShell.Management", """
            Add-Content Clear-Content Clear-Item Clear-ItemProperty Clear-RecycleBin Convert-Path Copy-Item Copy-ItemProperty Debug-Process
            Get-Clipboard Get-ComputerInfo Get-Content Get-HotFix Get-Item Get-ItemProperty Get-ItemPropertyValue Get-Process Get-PSDrive
            Get-PSProvider Get-Service Get-TimeZone Invoke-Item Join-Path Move-Item Move-ItemProperty New-Item New-ItemProperty New-PSDrive
            New-Service Pop-Location Push-Location Remove-Item Remove-ItemProperty Remove-PSDrive Remove-Service Rename-Computer Rename-Item
            Rename-ItemProperty Resolve-Path Restart-Computer Restart-Service Resume-Service Set-Clipboard Set-Content Set-Item
            Set-ItemProperty Set-Service Set-TimeZone Split-Path Start-Process Start-Service Stop-Computer Stop-Process Stop-Service
            Suspend-Service Test-Connection Test-Path Wait-Process
            """),
        ("Microsoft.PowerShell.Security", """
            ConvertFrom-SecureString ConvertTo-SecureString Get-Acl Get-AuthenticodeSignature Get-CmsMessage Get-Credential Get-ExecutionPolicy
            Get-PfxCertificate New-FileCatalog Protect-CmsMessage Set-Acl Set-AuthenticodeSignature Set-ExecutionPolicy Test-FileCatalog
            Unprotect-CmsMessage
            """),
        ("Microsoft.PowerShell.Host", "Start-Transcript Stop-Transcript"),
        ("Microsoft.PowerShell.Archive", "Compress-Archive Expand-Archive"),
        ("Microsoft.PowerShell.ThreadJob", "Start-ThreadJob"),
        ("Microsoft.PowerShell.PSResourceGet", """
            Find-PSResource Get-InstalledPSResource Get-PSResourceRepository Install-PSResource Publish-PSResource Save-PSResource
            Uninstall-PSResource Update-PSResource
            """),
    ];

    // Aliases that pwsh defines on Windows only; elsewhere they are the system's own programs, when installed.
    private static readonly Dictionary<string, string> WindowsAliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ac"] = "Add-Content",
        ["cat"] = "Get-Content",
        ["compare"] = "Compare-Object",
        ["cp"] = "Copy-Item",
        ["cpp"] = "Copy-ItemProperty",
        ["diff"] = "Compare-Object",
        ["gsv"] = "Get-Service",
        ["kill"] = "Stop-Process",
        ["mount"] = "New-PSDrive",
        ["mv"] = "Move-Item",
        ["ps"] = "Get-Process",
        ["rm"] = "Remove-Item",
        ["rmdir"] = "Remove-Item",
        ["sasv"] = "Start-Service",
        ["sleep"] = "Start-Sleep",
        ["sort"] = "Sort-Object",
        ["spsv"] = "Stop-Service",
        ["start"] = "Start-Process",
        ["tee"] = "Tee-Object",
        ["write"] = "Write-Output",
    };

    private static readonly Lazy<Dictionary<string, (string Name, string Module)>> Index = new(() => Modules
        .SelectMany(m => m.Names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(name => (Name: name, m.Module)))
        .ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The module of full PowerShell that a command comes from.</summary>
    /// <param name="command">A command's name, with or without its module (<c>Module\Name</c>), or an alias of one.</param>
    /// <returns>The full name and its module, or null when full PowerShell has no such command either.</returns>
    public static (string Name, string Module)? Find(string command)
    {
        string name = command[(command.LastIndexOf('\\') + 1)..];
        name = WindowsAliases.GetValueOrDefault(name, name);
        return Index.Value.TryGetValue(name, out var found) ? found : null;
    }

    /// <summary>One line that says what is missing and where to get it; null for a command that full PowerShell lacks too.</summary>
    /// <param name="command">The name that was not found.</param>
    /// <param name="modulePath">The AlexNet manifest to import there, when known.</param>
    public static string? Explain(string command, string? modulePath)
    {
        if (Find(command) is not var (name, module))
            return null;
        string then = modulePath is null ? "" : $" and run `Import-Module {Quote(modulePath)}` there";
        return $"{name} is part of full PowerShell ({module}), which this shell does not carry: install PowerShell 7.6{then}.";
    }

    private static string Quote(string path) => path.Any(char.IsWhiteSpace) ? $"'{path.Replace("'", "''")}'" : path;
}
