using AlexNet.Engine.Inference;

namespace AlexNet.Engine.Tests.Inference;

/// <summary>Results have an order of their own, by the rules that .NET has for orders.</summary>
public class OrderTests
{
    private static readonly Prediction First = new(1, 7, "cat", null, 0.6f), Second = new(2, 3, "dog", null, 0.3f);

    [Fact]
    public void TheLikelierComesFirstAndNullBeforeAll() => Assert.Equal([null, First, Second], new[] { Second, null, First }.Order());

    [Fact]
    public void WhatIsOfAnotherTypeHasNoPlace()
    {
        IComparable prediction = First;
        Assert.Equal(1, prediction.CompareTo(null));
        Assert.Equal(-1, prediction.CompareTo(Second));
        Assert.Throws<ArgumentException>(() => prediction.CompareTo("cat"));
    }
}
