namespace AlexNet.Engine.Kernels.Convolution.Winograd;

/// <summary>The finite points of the transforms: 0 and these with both signs. Powers of two, so that the transforms' factors are exact.</summary>
internal static class WinogradPoints
{
    public const float First = 1, Second = 2, Third = 0.5f;

    /// <summary>Squares of the points, in which the even and odd halves of the transforms are polynomials.</summary>
    public const float FirstSquare = First * First, SecondSquare = Second * Second, ThirdSquare = Third * Third;
}
