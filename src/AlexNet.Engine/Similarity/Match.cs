namespace AlexNet.Engine.Similarity;

/// <summary>A row that was found.</summary>
/// <param name="Row">Its number, through all blocks.</param>
/// <param name="Similarity">Cosine of the angle to what was looked for: 1 for the same direction, 0 for nothing in common.</param>
public readonly record struct Match(int Row, double Similarity);

/// <summary>Two rows that are alike.</summary>
/// <param name="First">Number of the one, the smaller.</param>
/// <param name="Second">Number of the other.</param>
/// <param name="Similarity">Cosine of the angle between them.</param>
public readonly record struct MatchedPair(int First, int Second, double Similarity);
