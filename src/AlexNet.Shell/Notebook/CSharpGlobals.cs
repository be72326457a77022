using System.Management.Automation;

namespace AlexNet.Shell.Notebook;

/// <summary>What cells in C# can call by name.</summary>
public sealed class CSharpGlobals
{
    private readonly PSVariableIntrinsics _variables;

    internal CSharpGlobals(PSVariableIntrinsics variables) => _variables = variables;

    /// <summary>Is cancelled when the cell is interrupted.</summary>
    public CancellationToken Cancellation { get; internal set; }

    /// <summary>A variable of the cells in PowerShell.</summary>
    /// <param name="name">Its name, without the dollar.</param>
    /// <returns>Its value, converted as PowerShell converts.</returns>
    /// <exception cref="PSInvalidCastException">It cannot be one.</exception>
    public T? Get<T>(string name) => LanguagePrimitives.ConvertTo<T?>(_variables.GetValue(name));

    /// <summary>Sets a variable of the cells in PowerShell.</summary>
    public void Set(string name, object? value) => _variables.Set(name, value);
}
