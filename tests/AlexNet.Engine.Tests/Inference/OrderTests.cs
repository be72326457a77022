using System.Runtime.CompilerServices;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;

namespace AlexNet.Engine.Tests.Inference;

/// <summary>Results have an order of their own, by the rules that .NET has for orders.</summary>
public class OrderTests
{
    private static readonly Prediction First = new(1, 7, "cat", null, 0.6f), Second = new(2, 3, "dog", null, 0.3f);

    [Fact]
    public void TheLikelierComesFirstAndNullBeforeAll() => Assert.Equal([null, First, Second], new[] { Second, null, First }.Order());

    [Fact]
    public void OfAllResultsThatHaveOneNullComesFirstAndAnotherTypeHasNoPlace()
    {
        var types = typeof(Prediction).Assembly.GetTypes().Where(type => type is { IsClass: true } && typeof(IComparable).IsAssignableFrom(type)).ToList();
        Assert.Contains(typeof(LayerInfo), types);
        foreach (var result in types.Select(RuntimeHelpers.GetUninitializedObject).Cast<IComparable>())
        {
            Assert.Equal(1, result.CompareTo(null));
            Assert.Equal(1, result.GetType().GetMethod("CompareTo", [result.GetType()])!.Invoke(result, [null]));
            Assert.Throws<ArgumentException>(() => result.CompareTo("another"));
        }
    }
}
