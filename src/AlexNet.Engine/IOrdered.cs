namespace AlexNet.Engine;

/// <summary>Results that have an order of their own, for those who sort them without saying by what, as Sort-Object does.</summary>
internal interface IOrdered<T> : IComparable<T>, IComparable where T : class
{
    int IComparable.CompareTo(object? obj) => CompareTo(obj as T);
}
