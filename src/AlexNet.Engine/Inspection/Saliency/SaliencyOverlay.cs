namespace AlexNet.Engine.Inspection.Saliency;

/// <summary>How a map of where a network looks is laid over its photo.</summary>
public enum SaliencyOverlay
{
    /// <summary>The photo, coloured where the map is strong.</summary>
    Blend,

    /// <summary>The map alone, as colours.</summary>
    Heat,

    /// <summary>The photo where the map is strong, grey where it is weak.</summary>
    Mask,

    /// <summary>The photo with lines round a quarter, half and three quarters of the map's scale.</summary>
    Contour,

    /// <summary>The photo, the map, and both together, in a row.</summary>
    SideBySide,
}
