namespace AlexNet.Engine;

/// <summary>Results that have an order of their own, for those who sort them without saying by what, as Sort-Object does. As always in .NET, null comes before all of them.</summary>
internal interface IOrdered<T> : IComparable<T>, IComparable where T : class
{
    /// <exception cref="ArgumentException">Another type's, which has no place among them.</exception>
    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        T other => CompareTo(other),
        _ => throw new ArgumentException($"a {typeof(T).Name} cannot be compared with a {obj.GetType().Name}", nameof(obj)),
    };
}
