namespace AlexNet.PowerShell.Training;

/// <summary>Hands on at once, on the same thread. Generic: a class that named a type of the dependencies would load them when the module is imported.</summary>
internal sealed class Relay<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
