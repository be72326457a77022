namespace AlexNet.Engine.Inspection.Saliency;

/// <summary>How to find out where on a photo a network looks.</summary>
public enum SaliencyMethod
{
    /// <summary>Grad-CAM: a layer's maps, each weighted by how much the class's score rises with it (Selvaraju et al. 2017, equations 1 and 2).</summary>
    GradCam,

    /// <summary>The gradient of the class's score with respect to the pixels (Simonyan, Vedaldi, Zisserman 2013, section 3).</summary>
    Gradient,

    /// <summary>The same gradient, of which ReLUs let only what is positive through (Springenberg et al. 2014, section 3.4).</summary>
    GuidedBackprop,

    /// <summary>How far the class's probability falls where a grey square covers the photo (Zeiler and Fergus 2013, section 4.2).</summary>
    Occlusion,
}
