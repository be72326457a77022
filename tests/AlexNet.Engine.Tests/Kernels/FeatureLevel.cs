using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Engine.Tests.Kernels;

/// <summary>Checks, inside a process started by <see cref="FeatureLevelTests"/>, that the instructions are really switched off there.</summary>
[Trait("Category", "Kernel")]
public class FeatureLevel
{
    /// <summary>Holds the name of the feature that is off; not set in a usual run.</summary>
    internal const string Variable = "ALEXNET_TESTS_WITHOUT";

    [Fact]
    public void TheFeatureIsOff()
    {
        var isOn = Environment.GetEnvironmentVariable(Variable) switch
        {
            "DOTNET_EnableAVX512" => Avx512F.IsSupported,
            "DOTNET_EnableAVX2" => Avx2.IsSupported,
            "DOTNET_EnableHWIntrinsic" => Vector128.IsHardwareAccelerated,
            _ => false,
        };
        Assert.False(isOn);
    }
}
