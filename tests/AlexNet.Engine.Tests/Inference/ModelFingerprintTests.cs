using System.Globalization;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training.Transfer;

namespace AlexNet.Engine.Tests.Inference;

public class ModelFingerprintTests
{
    [Fact]
    public void WhatTheOutputsDependOnIsInIt()
    {
        var model = TestModels.Small();
        var fingerprint = ModelFingerprint.Of(model, "fc7");
        Assert.Equal(64, fingerprint.Length);
        Assert.Equal(fingerprint, ModelFingerprint.Of(TestModels.Small(), "fc7"));
        Assert.NotEqual(fingerprint, ModelFingerprint.Of(model, "fc6"));
        Assert.NotEqual(fingerprint, ModelFingerprint.Of(ModelFactory.Create(model.Architecture, weights: InitialWeights.Formula, seed: 6), "fc7"));
        Assert.NotEqual(fingerprint, ModelFingerprint.Of(model.WithWeightPrecision(ElementType.Int8), "fc7"));
        Assert.NotEqual(fingerprint, ModelFingerprint.Of(With(model, model.Preprocessing with { ResizeTo = 97 }), "fc7"));
        Assert.NotEqual(fingerprint, ModelFingerprint.Of(With(model, model.Preprocessing with { Mean = [127.5f, 127.5f, 127.6f] }), "fc7"));
    }

    [Fact]
    public void WhatComesAfterIsNot()
    {
        var model = TestModels.Small();
        Assert.Equal(ModelFingerprint.Of(model, "drop7"), ModelFingerprint.Of(LastLayer.Replace(model, "other", new LabelSet(["a", "b"])), "drop7"));
    }

    [Fact]
    public void ItIsTheSameInEveryCulture()
    {
        var model = TestModels.Small();
        var (before, fingerprint) = (CultureInfo.CurrentCulture, ModelFingerprint.Of(model, "conv1"));
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(fingerprint, ModelFingerprint.Of(model, "conv1"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Model With(Model model, Preprocessing preprocessing) => new(model.Name, model.Architecture, model.Weights, model.Labels, preprocessing);
}
