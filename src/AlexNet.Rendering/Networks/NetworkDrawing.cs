using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Networks;

/// <summary>
/// A network as the paper's figure 2 draws it: a solid for each layer with weights, as high as its maps and as deep as they are many, a row for each device, the
/// boundary between devices, and red arrows where maps cross it. What flows to the next layer stands between the solids.
/// </summary>
public sealed class NetworkDrawing
{
    private const double Left = 10, ColumnWidth = 86, Head = 62, RowHeight = 150, Boundary = 26, LineHeight = 12;
    private const int ColumnsAStrip = 9;

    // The largest solid; what stands for smaller maps is smaller by the root, or 13 places would be a dot beside 227.
    private const double MaxSide = 92, MaxDepth = 26, MinDepth = 5, Slant = 0.28;

    private readonly PartitionPlan _plan;
    private readonly IReadOnlyList<Block> _blocks;
    private readonly Drawing _drawing;
    private readonly double _strip, _foot;
    private readonly int _columns;

    private NetworkDrawing(PartitionPlan plan)
    {
        _plan = plan;
        _blocks = Block.Of(plan);
        _columns = Math.Min(_blocks.Count + 1, ColumnsAStrip);
        _foot = 16 + LineHeight * _blocks.Max(block => block.Rest.Count());
        _strip = Head + plan.Devices * RowHeight + (plan.Devices - 1) * Boundary + _foot;
        var strips = (_blocks.Count + ColumnsAStrip) / ColumnsAStrip;
        _drawing = new Drawing(2 * Left + _columns * ColumnWidth, strips * _strip, Title(plan));
    }

    /// <summary>Draws a network.</summary>
    /// <param name="plan">How it is cut over devices; over one for a network as a whole.</param>
    public static Drawing Of(PartitionPlan plan)
    {
        var drawing = new NetworkDrawing(plan);
        for (var column = 0; column <= drawing._blocks.Count; column++) drawing.Column(column);
        drawing.Boundaries();
        for (var column = 1; column <= drawing._blocks.Count; column++) drawing.Exchanges(column);
        return drawing._drawing;
    }

    /// <summary>What it shows, in a sentence.</summary>
    public static string Title(PartitionPlan plan) =>
        $"{plan.Architecture.Name}: {Numbers.Count(plan.Architecture.ParameterCount)} parameters, input {plan.Architecture.Input}, {plan.Architecture.Classes} classes"
        + (plan.Devices > 1 ? $", on {plan.Devices} devices that exchange {Numbers.Bytes(plan.ExchangedBytes)} an image" : "");

    private double X(int column) => Left + column % ColumnsAStrip * ColumnWidth;

    private double Top(int column) => column / ColumnsAStrip * _strip;

    /// <summary>The middle of a device's row.</summary>
    private double Y(int column, int device) => Top(column) + Head + device * (RowHeight + Boundary) + RowHeight / 2;

    private void Column(int column)
    {
        var block = column == 0 ? null : _blocks[column - 1];
        var (name, more) = block is null ? ("input", "") : (block.Head.Name, block.Parameters > 0 ? Numbers.Count(block.Parameters) : "");
        _drawing.Write(X(column), Top(column) + 18, Letters.Fit(name, 13, ColumnWidth - 4), 13, bold: true);
        _drawing.Write(X(column), Top(column) + 33, Letters.Fit(block?.Size ?? "", 10, ColumnWidth - 4), 10, Ink.Muted);
        _drawing.Write(X(column), Top(column) + 46, more, 10, Ink.Muted);
        for (var device = 0; device < _plan.Devices; device++)
        {
            var shape = block is null ? _plan.Architecture.Input : block.Head.Shapes.Output with { Channels = block.Head.Writes[device] is { IsEmpty: false } writes ? writes.Count : block.Head.Shapes.Output.Channels };
            var right = Solid(column, device, shape, block);
            if (column < _blocks.Count) Flow(column, device, right, block is null ? shape : block.Last.Shapes.Output with { Channels = shape.Channels });
        }
        var line = Top(column) + _strip - _foot + 12;
        foreach (var rest in block?.Rest ?? []) _drawing.Write(X(column), line += LineHeight, Letters.Fit(rest, 10, ColumnWidth - 2), 10, Ink.Local);
    }

    /// <summary>Draws maps, or a vector, and their size below; its right end.</summary>
    private double Solid(int column, int device, MapShape shape, Block? block)
    {
        var largest = _plan.Architecture.Input.Height;
        var side = shape.Plane > 1 ? MaxSide * Math.Sqrt((double)shape.Height / largest) : MaxSide * Math.Clamp(Math.Sqrt(shape.Channels / 4096.0), 0.15, 1);
        var depth = shape.Plane > 1 ? Math.Clamp(MaxDepth * Math.Sqrt(shape.Channels / 384.0), MinDepth, MaxDepth) : 9;
        var slant = shape.Plane > 1 ? side * Slant : 0;
        var ink = block is null ? Ink.Input : block.Head.Shapes.Layer switch { Convolution => Ink.Convolution, FullyConnected => Ink.FullyConnected, _ => Ink.Local };
        var (x, y) = (X(column), Y(column, device) - side / 2 + slant / 4);
        var what = block is null ? "input" : block.Head.Name;
        var tip = $"{what}{(_plan.Devices > 1 ? $" on device {device}" : "")}: {shape}{(block is null ? "" : $", {Numbers.Count(block.Head.Parameters(device))} parameters")}";
        if (slant > 0)
        {
            Face([(x, y), (x + slant, y - slant), (x + slant + depth, y - slant), (x + depth, y)], Lit(ink, 0.45));
            Face([(x + depth, y), (x + slant + depth, y - slant), (x + slant + depth, y + side - slant), (x + depth, y + side)], Lit(ink, -0.25));
        }
        _drawing.Add(new Box(x, y, depth, side) { Fill = ink, Stroke = Ink.Ground, StrokeWidth = 0.6, Part = "layer", Tip = tip });
        _drawing.Write(x, Y(column, device) + RowHeight / 2 - 6, shape.ToString(), 10.5);
        return x + depth + slant;

        void Face(IReadOnlyList<(double X, double Y)> corners, Ink fill) => _drawing.Add(new Polygon(corners) { Fill = fill, Stroke = Ink.Ground, Width = 0.6 });
    }

    /// <summary>The arrow to the next layer, with what it carries.</summary>
    private void Flow(int column, int device, double right, MapShape shape)
    {
        if (X(column + 1) < X(column)) return;
        var y = Y(column, device);
        _drawing.Add(new Line(right + 3, y, X(column + 1) - 4, y) { Stroke = Ink.Muted, IsArrow = true, Part = "flow", Tip = $"{shape}" });
        var middle = (right + X(column + 1)) / 2 - 1;
        var (above, below) = shape.Plane > 1 ? ($"{shape.Height}x{shape.Width}", $"x{shape.Channels}") : ("", $"{shape.Channels}");
        _drawing.Write(middle, y - 6, above, 9.5, Ink.Muted, Anchor.Middle);
        _drawing.Write(middle, y + 14, below, 9.5, Ink.Muted, Anchor.Middle);
    }

    private void Boundaries()
    {
        for (var strip = 0; strip * ColumnsAStrip <= _blocks.Count; strip++)
            for (var device = 0; device < _plan.Devices && _plan.Devices > 1; device++)
            {
                var top = strip * _strip + Head + device * (RowHeight + Boundary);
                _drawing.Write(_drawing.Width - Left, top + 4, $"device {device}", 10, Ink.Muted, Anchor.End);
                if (device > 0) _drawing.Add(new Line(Left, top - Boundary / 2, _drawing.Width - Left, top - Boundary / 2) { Stroke = Ink.Muted, IsDashed = true, Part = "boundary" });
            }
    }

    /// <summary>Arrows across the boundary before a solid, and how many bytes they are: what it needs itself, and what the layers without weights before it do.</summary>
    private void Exchanges(int column)
    {
        var layers = (column > 1 ? _blocks[column - 2].Layers.Skip(1) : []).Append(_blocks[column - 1].Head);
        var exchanges = layers.SelectMany(layer => layer.Exchanges).Where(exchange => exchange.IsBetweenDevices).ToList();
        if (exchanges.Count == 0) return;
        var to = X(column) - 4;
        var from = to - ColumnWidth * 0.34;
        foreach (var exchange in exchanges)
        {
            var isDown = exchange.To > exchange.From;
            _drawing.Add(new Line(from, Y(column, exchange.From) + (isDown ? 18 : -18), to, Y(column, exchange.To) + (isDown ? -12 : 18))
            {
                Stroke = Ink.Accent,
                IsArrow = true,
                Part = "exchange",
                Tip = $"device {exchange.From} to {exchange.To} for {exchange.Into}: channels {exchange.Channels}, {Numbers.Count(exchange.BytesPerImage)} bytes an image",
            });
        }
        // All of them together, said once.
        var y = Y(column, 0) + RowHeight / 2 + Boundary / 2;
        var text = Numbers.Bytes(exchanges.Sum(exchange => exchange.BytesPerImage));
        var width = Letters.Width(text, 9.5) + 6;
        _drawing.Add(new Box((from + to - width) / 2, y - 8, width, 16) { Fill = Ink.Ground, Stroke = Ink.Accent, Radius = 3, StrokeWidth = 0.8 });
        _drawing.Write((from + to) / 2, y + 3.5, text, 9.5, Ink.Accent, Anchor.Middle);
    }

    /// <summary>A face of a solid that more light falls on, or less.</summary>
    private static Ink Lit(Ink ink, double share)
    {
        var toward = share > 0 ? Colour.Of(0xFFFFFF) : Colour.Of(0);
        return new Ink($"{ink.Name}-{(share > 0 ? "top" : "side")}", ink.Light.Toward(toward, Math.Abs(share)), ink.Dark.Toward(toward, Math.Abs(share)));
    }
}
