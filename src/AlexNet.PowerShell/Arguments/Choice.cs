using System.Management.Automation;

namespace AlexNet.PowerShell.Arguments;

/// <summary>
/// A value of an enumeration, as a parameter takes it. A parameter of the enumeration's own type PowerShell completes by itself, with bare names; one of this type it leaves
/// to <see cref="ValueCompleter{TEnum}"/>, which says what each of them means.
/// </summary>
public readonly struct Choice<TEnum> where TEnum : struct, Enum
{
    private readonly TEnum _value;

    /// <summary>The value.</summary>
    public Choice(TEnum value) => _value = value;

    /// <summary>The value of a name, case ignored; the beginning of a name will do where it is that of no other.</summary>
    /// <exception cref="ArgumentException">There is none, or more than one; names those that there are.</exception>
    public Choice(string name) => _value = LanguagePrimitives.TryConvertTo<TEnum>(name, out var value)
        ? value
        : throw new ArgumentException($"There is no '{name}' among {string.Join(", ", Enum.GetNames<TEnum>())}.");

    /// <summary>The value itself.</summary>
    public static implicit operator TEnum(Choice<TEnum> choice) => choice._value;

    /// <summary>A value as a choice.</summary>
    public static implicit operator Choice<TEnum>(TEnum value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
