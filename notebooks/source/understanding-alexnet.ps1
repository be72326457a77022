# %% [markdown]
# # Understanding AlexNet
#
# In 2012 a network of eight layers with weights won the ImageNet contest by a wide margin, and deep learning began
# (Krizhevsky, Sutskever, Hinton: *ImageNet Classification with Deep Convolutional Neural Networks*). This notebook walks through
# it layer by layer. Each claim has a cell that shows it on a real photo: change the photo, and run it all again.
#
# The network that answers was trained by this project on the 101 classes of Caltech-101. It is the paper's in every layer but the last, which
# tells 101 classes apart and not 1000.

# %%
if (-not (Get-Module AlexNet)) { Import-Module ../AlexNet.psd1 }   # our own kernel has it already
$model = Import-AlexNetModel ../models/caltech101.safetensors
$photo = '../samples/caltech101/rhinoceros.jpg'
Invoke-AlexNetClassify $photo -Model $model

# %% [markdown]
# ## The whole network
#
# Figure 2 of the paper. Two towers, because one graphics card of 2012 had 3 GB of memory, and the network needed two of them. A solid is as high as its maps and as
# deep as they are many. Red arrows: here the cards exchange maps.

# %%
Show-AlexNetNetwork

# %%
$paper = [AlexNet.Engine.Architectures.KnownArchitectures]::Get('paper')
'{0:n0} parameters with {1} classes' -f $paper.ParameterCount, $paper.Classes
$ours = $model.Architecture
'{0:n0} parameters with {1} classes' -f $ours.ParameterCount, $ours.Classes

# %% [markdown]
# ## The input: 224 or 227?
#
# The paper says 224x224, and that the first layer, with windows of 11x11 at every fourth pixel, makes maps of 55x55. Many articles explain this by 224 / 4 = 55. Neither works out:

# %%
foreach ($size in 224, 227) {
    [pscustomobject]@{
        Input                  = $size
        'Input / 4'            = $size / 4
        '(Input - 11) / 4 + 1' = ($size - 11) / 4 + 1
    }
}

# %% [markdown]
# A window of 11 has (n - 11) / 4 + 1 places in n pixels, if it may not hang over the edge. Only 227 gives 55. Of 224 pixels one is left over, and there are 54 places:

# %%
$conv1 = $model.Architecture.Layers[0]
foreach ($size in 224, 227) {
    $shape = [AlexNet.Engine.Tensors.MapShape]::new(3, $size, $size)
    "$shape -> $($conv1.OutputShape($shape))"
}

# %% [markdown]
# How do others get to 55? The authors' own program reads 224 and lets the last window hang over. The network of 2014 pads by two on every side:

# %%
foreach ($name in 'paper', 'source2012', 'onetower') {
    $layer = Get-AlexNetLayer conv1 -Architecture $name
    [pscustomobject]@{
        Network = $name
        Input   = $layer.InputShape
        Padding = $layer.Padding
        Output  = $layer.OutputShape
    }
}

# %% [markdown]
# What becomes of a photo before it is seen travels with the weights. The paper subtracts the mean of the training photos and does nothing else; ours is
# also divided by their deviation:

# %%
"$($model.Preprocessing)"

# %% [markdown]
# ## Layer 1: 96 filters
#
# Each filter is 11x11x3 weights, shown in the colours that it looks for:

# %%
Show-AlexNetFilter -Model $model

# %% [markdown]
# In the paper's figure 3 they are smooth edges, gratings and blobs, drawn by nobody but 1.2 million photos; one tower learned grey ones and the other one colours. Our network was shown a few thousand
# photos, and its filters still have much of the noise that they began as. How far have they come? Of noise two thirds are colour (what is left when the grey is taken away), and neighbouring
# weights have nothing to do with each other. An edge is grey, and its neighbouring weights are alike.

# %%
# The weights are [96 filters][3 colours][11][11].
function Measure-Filter([string] $name, [float[]] $weights, [int] $first, [int] $last) {
    $colour = $all = $products = $squares = 0.0
    for ($i = 363 * $first; $i -lt 363 * ($last + 1); $i++) {
        $place = $i % 363
        $left, $right = $weights[$i], $weights[$i + 1]
        if ($place % 11 -lt 10) {
            $products += $left * $right
            $squares += ($left * $left + $right * $right) / 2
        }
        if ($place -ge 121) { continue }
        $r, $g, $b = $weights[$i], $weights[$i + 121], $weights[$i + 242]
        $grey = ($r + $g + $b) / 3
        $all += $r * $r + $g * $g + $b * $b
        foreach ($value in $r, $g, $b) { $colour += ($value - $grey) * ($value - $grey) }
    }
    [pscustomobject]@{
        Filters                          = $name
        'Share of colour'                = '{0:p1}' -f ($colour / $all)
        'Likeness of neighbours, 0 to 1' = [Math]::Round($products / $squares, 3)
    }
}
$trained = $model.Weight('conv1.weight').ToArray()
$random = New-AlexNetModel -FullyConnectedWidth 16 -ClassCount 2 -Initialization He
$untrained = $random.Weight('conv1.weight').ToArray()
Measure-Filter 'tower 0' $trained 0 47
Measure-Filter 'tower 1' $trained 48 95
Measure-Filter 'untrained' $untrained 0 95

# %% [markdown]
# Each filter moves over the photo and leaves a map of 55x55: blue where the photo is the opposite of it, red where it is alike.

# %%
Show-AlexNetFeatureMap $photo conv1 -Model $model -MaxItem 32

# %% [markdown]
# ### One number of it
#
# Every one of these numbers is a window of the photo times a filter, summed up, plus a bias.

# %%
Show-AlexNetConvolution $photo conv1 -Model $model -Map 5 -Row 20 -Column 30

# %% [markdown]
# The work of a layer is that sum, as often as there are outputs:

# %%
'{0} x {0} places x {1} filters x {2} products = {3:n0} multiply-adds' -f
    55, 96, (11 * 11 * 3), (55 * 55 * 96 * 11 * 11 * 3)
'{0:n0} says the layer' -f (Get-AlexNetLayer conv1).MultiplyAdds

# %% [markdown]
# ## Many ways to compute the same thing
#
# **Directly**: the sum as it stands, place by place.
#
# **As a matrix product (im2col).** Write each window as a column of a matrix, each filter as a row of another one: their product is the layer. Matrix products are what processors
# are best at. The price is memory: neighbouring windows overlap, and each pixel is written many times. (ImplicitGemm, below, is the
# same product without ever writing the matrix down.)

# %%
Show-AlexNetConvolution $photo conv1 -Model $model -Map 5 -Row 20 -Column 30 -Im2Col

# %% [markdown]
# **Winograd** saves multiplications. Two outputs of a filter of three weights need six of them. Or four:

# %%
$d = 3.0, 1.0, 4.0, 1.0   # four inputs
$g = 2.0, 7.0, 1.0        # three weights
$m1 = ($d[0] - $d[2]) * $g[0]
$m2 = ($d[1] + $d[2]) * ($g[0] + $g[1] + $g[2]) / 2
$m3 = ($d[2] - $d[1]) * ($g[0] - $g[1] + $g[2]) / 2
$m4 = ($d[1] - $d[3]) * $g[2]
$sums = foreach ($i in 0, 1) { $d[$i] * $g[0] + $d[$i + 1] * $g[1] + $d[$i + 2] * $g[2] }
'by definition: {0}, {1}' -f $sums
'by Winograd:   {0}, {1}' -f ($m1 + $m2 + $m3), ($m2 - $m3 - $m4)

# %% [markdown]
# What depends on the weights alone is computed once, when the network is loaded. In two dimensions the gain is squared. For the 5x5 filters of conv2:

# %%
foreach ($tile in 2, 4) {
    [pscustomobject]@{
        'Outputs at once' = "$tile x $tile"
        'Direct'          = $tile * $tile * 5 * 5
        'Winograd'        = ($tile + 4) * ($tile + 4)
    }
}

# %% [markdown]
# **FFT** goes further: in the frequency domain a convolution is one product for each frequency, however large the filter is. But frequencies are complex numbers, and going there and back costs too.
#
# Winograd and FFT want windows at every pixel. conv1 takes every fourth, so the comparison is on conv2, which all can compute. The truth are sums in double precision: here is one of them,
# taken by hand over what the layer before has left. conv2 has two groups, so the map reads the 48 maps of its own tower and not all 96.

# %%
$pool1 = Get-AlexNetFeature $photo -Layer pool1 -Model $model
$conv2 = Get-AlexNetFeature $photo -Layer conv2 -Model $model
$weights = $model.Weight('conv2.weight').ToArray()   # [256 filters][48 maps][5][5]
$map, $row, $column = 100, 13, 9
$sum = [double] $model.Weight('conv2.bias').ToArray()[$map]
for ($channel = 0; $channel -lt 48; $channel++) {
    for ($i = 0; $i -lt 5; $i++) {
        for ($j = 0; $j -lt 5; $j++) {
            $weight = $weights[(($map * 48 + $channel) * 5 + $i) * 5 + $j]
            $place = ($channel * 27 + $row + $i - 2) * 27 + $column + $j - 2
            $sum += [double] $weight * $pool1.Values[$place]
        }
    }
}
[pscustomobject]@{ 'By hand' = $sum; 'By the network' = $conv2.Map($map)[$row * 27 + $column] }

# %% [markdown]
# Now all algorithms, with their time for the layer and their largest error over 128 places, as a part of the layer's largest output:

# %%
$largest = [Math]::Max($conv2.Statistics.Maximum, -$conv2.Statistics.Minimum)
$sums = [AlexNet.Engine.Inspection.OutputPixel]   # in double precision
$places = foreach ($i in 0..127) {
    $place = [pscustomobject]@{ Map = 2 * $i; Row = 5 * $i % 27; Column = 7 * $i % 27; Truth = 0.0 }
    $pixel = $sums::Of($model, 'conv2', $pool1.Values, $place.Map, $place.Row, $place.Column)
    $place.Truth = $pixel.Value
    $place
}
$comparison = foreach ($algorithm in (Get-AlexNetLayer conv2).Algorithms) {
    $how = @{ conv2 = $algorithm }
    $output = Get-AlexNetFeature $photo -Layer conv2 -Model $model -Algorithm $how
    $errors = foreach ($place in $places) {
        $value = $output.Values[($place.Map * 27 + $place.Row) * 27 + $place.Column]
        [Math]::Abs($value - $place.Truth)
    }
    $most = [System.Linq.Enumerable]::Max([double[]] $errors)
    $times = Measure-AlexNetPerformance $model -BatchSize 1 -PerLayer -Repeat 5 -Algorithm $how
    $time = $times.Where({ $_.Layer -eq 'conv2' })[0]
    [pscustomobject]@{
        Algorithm                  = $algorithm
        Milliseconds               = [Math]::Round($time.MillisecondsPerImage, 2)
        'GFLOP/s of the plain sum' = [Math]::Round($time.GigaflopsPerSecond)
        'Largest error'            = '{0:0.0e-0}' -f ($most / $largest)
    }
}
$comparison

# %% [markdown]
# Single precision has seven digits. Each algorithm adds other numbers in another order, and so rounds elsewhere; none is wrong by more than the last of them. Which one is fastest depends on the layer and
# on the processor: `Measure-AlexNetPerformance -Tune` finds out for yours, and keeps it.
#
# ## ReLU, sigmoid, tanh
#
# After each layer with weights, but the last, comes max(0, x). Before 2012 it was mostly the sigmoid or tanh. The values matter less than the slopes, since training goes by slopes:

# %%
foreach ($x in -8, -4, -2, -1, 0, 1, 2, 4, 8) {
    $sigmoid, $tanh = (1 / (1 + [Math]::Exp(-$x))), [Math]::Tanh($x)
    [pscustomobject]@{
        x         = $x
        ReLU      = [Math]::Max(0, $x)
        "ReLU'"   = [int] ($x -gt 0)
        Sigmoid   = [Math]::Round($sigmoid, 4)
        "Sigmoid'" = [Math]::Round($sigmoid * (1 - $sigmoid), 4)
        Tanh      = [Math]::Round($tanh, 4)
        "Tanh'"   = [Math]::Round(1 - $tanh * $tanh, 4)
    }
}

# %% [markdown]
# Far from 0 the slopes of the old ones vanish, and no error gets back through them. And far from 0 is where a filter has found what it looks for. At the largest output of each of the 96 maps of our
# photo, the mean slopes would be:

# %%
$conv1 = Get-AlexNetFeature $photo -Layer conv1 -Model $model
$peaks = foreach ($map in 0..95) { [System.Linq.Enumerable]::Max([float[]] $conv1.Map($map)) }
$relu = $sigmoid = $tanh = 0.0
foreach ($x in $peaks) {
    $s, $t = (1 / (1 + [Math]::Exp(-$x))), [Math]::Tanh($x)
    $relu += ($x -gt 0) / 96
    $sigmoid += $s * (1 - $s) / 96
    $tanh += (1 - $t * $t) / 96
}
"Mean of the largest outputs: {0:0.0}" -f [System.Linq.Enumerable]::Average([float[]] $peaks)
"Mean slope there: ReLU {0:0.000}, sigmoid {1:0.000}, tanh {2:0.000}" -f $relu, $sigmoid, $tanh

# %% [markdown]
# The paper's figure 1 shows a network with ReLU reaching the same training error six times as fast as one with tanh.
#
# ## Response normalization
#
# After layers 1 and 2 each value is divided by what its neighbours in four other maps have at the same place: `b = a / (2 + 0.0001 * sum of a²)^0.75`, over five maps. A filter that shouts makes its
# neighbours quieter. The window stays within the tower: map 47 is the last of the first one, and does not see map 48.

# %%
$relu1 = Get-AlexNetFeature $photo -Layer relu1 -Model $model
$norm1 = Get-AlexNetFeature $photo -Layer norm1 -Model $model
$place = 20 * 55 + 30
foreach ($map in 61, 47, 48) {
    $first = [Math]::Max($map - 2, $map -lt 48 ? 0 : 48)
    $last = [Math]::Min($map + 2, $map -lt 48 ? 47 : 95)
    $sum = 0.0
    foreach ($other in $first..$last) {
        $sum += [Math]::Pow($relu1.Values[$other * 55 * 55 + $place], 2)
    }
    $a = $relu1.Values[$map * 55 * 55 + $place]
    [pscustomobject]@{
        Map              = $map
        'Reads maps'     = "$first to $last"
        Before           = [Math]::Round($a, 4)
        'By hand'        = [Math]::Round($a / [Math]::Pow(2 + 1e-4 * $sum, 0.75), 4)
        'By the network' = [Math]::Round($norm1.Values[$map * 55 * 55 + $place], 4)
    }
}

# %% [markdown]
# Where few maps answer, the divisor is little more than the constant `2^0.75`. Later networks left the normalization out; *Variants and ablations* tries what happens here.
#
# ## Pooling: 2x2, and overlapping 3x3
#
# Of each window of a map the largest value stays. Windows of 2x2 at every second place do not overlap. The paper takes 3x3 at every second place, so that neighbours share a row. The maps become as
# small either way:

# %%
function Get-Pooled([float[]] $map, [int] $size, [int] $window, [int] $stride) {
    $places = [Math]::Floor(($size - $window) / $stride) + 1
    for ($row = 0; $row -lt $places; $row++) {
        for ($column = 0; $column -lt $places; $column++) {
            $largest = [float]::NegativeInfinity
            for ($i = 0; $i -lt $window; $i++) {
                for ($j = 0; $j -lt $window; $j++) {
                    $value = $map[($row * $stride + $i) * $size + $column * $stride + $j]
                    if ($value -gt $largest) { $largest = $value }
                }
            }
            $largest
        }
    }
}
$map = $norm1.Map(5)
$plain = Get-Pooled $map 55 2 2
$overlapping = Get-Pooled $map 55 3 2
$engine = $pool1.Map(5)
[pscustomobject]@{
    '2x2: values'                  = $plain.Count
    '3x3: values'                  = $overlapping.Count
    'that differ'                  = (0..728).Where({ $plain[$_] -ne $overlapping[$_] }).Count
    '3x3 unlike the network''s own' = (0..728).Where({ $overlapping[$_] -ne $engine[$_] }).Count
}

# %% [markdown]
# An overlapping window knows a little of its neighbour. The paper measured 0.4 % fewer errors with it.
#
# ## Two devices
#
# Everything so far happens in each tower for itself. Cut along the towers, the network runs on two devices that rarely talk:

# %%
Get-AlexNetDevicePlan -Model $model

# %% [markdown]
# On this machine a device is a group of cores. What they do with our photo, and when; the arrows are maps on their way to the other one:

# %%
$one = Invoke-AlexNetClassify $photo -Model $model
$null = Invoke-AlexNetClassify $photo -Model $model -DeviceCount 2   # the first time is slower
$two = Invoke-AlexNetClassify $photo -Model $model -DeviceCount 2 -Timeline
Get-AlexNetTimeline

# %%
$sent = 0
foreach ($span in Get-AlexNetTimeline) { if ($span.Kind -eq 'Send') { $sent += $span.Bytes } }
$planned = 0
foreach ($layer in Get-AlexNetDevicePlan -Model $model) { $planned += $layer.ExchangedBytes }
"Bytes between the devices: {0:n0} planned, {1:n0} sent" -f $planned, $sent
"The same answer, to the last bit: $($one.Probability -eq $two.Probability)"

# %% [markdown]
# A network without towers would have to exchange maps before almost every layer:

# %%
foreach ($name in 'paper', 'onetower') {
    $bytes = 0
    foreach ($layer in Get-AlexNetDevicePlan $name) { $bytes += $layer.ExchangedBytes }
    [pscustomobject]@{ Network = $name; 'Bytes a photo' = '{0:n0}' -f $bytes }
}

# %% [markdown]
# ## Layers 3, 4 and 5
#
# Three convolutions of 3x3 follow each other, with no pooling between them. conv3 is the place where the towers meet: its filters reach through all 256 maps. Those of conv4 and conv5 reach
# through the 192 of their own tower.

# %%
foreach ($name in 'conv2', 'conv3', 'conv4', 'conv5') {
    $shape = $model.Weight("$name.weight").Shape
    [pscustomobject]@{
        Layer                  = $name
        Filters                = $shape[0]
        'Maps that each reads' = $shape[1]
        Window                 = "$($shape[2])x$($shape[3])"
    }
}

# %% [markdown]
# What is left of the photo after layer 5. Few places of few maps still say anything:

# %%
Show-AlexNetFeatureMap $photo relu5 -Model $model -MaxItem 32

# %% [markdown]
# The same in numbers, over ten photos: most of what conv5 and its ReLU pass on is 0.

# %%
Get-AlexNetActivation ../samples/caltech101 -Model $model

# %% [markdown]
# ## fc6: a vector times a matrix
#
# How many values does the first fully connected layer read? Some articles multiply the output of conv5, 13x13x128 on each device. But pool5 comes between:

# %%
foreach ($layer in Get-AlexNetLayer conv5, pool5, fc6) {
    [pscustomobject]@{
        Layer      = $layer.Name
        Reads      = $layer.InputShape
        Makes      = $layer.OutputShape
        Parameters = '{0:n0}' -f $layer.Parameters
    }
}
'conv5, unpooled: 2 x 13 x 13 x 128 = {0:n0}' -f (2 * 13 * 13 * 128)
'pool5:           6 x 6 x 256       = {0:n0}' -f (6 * 6 * 256)
'the weights:     {0}' -f ($model.Weight('fc6.weight').Shape -join ' x ')

# %% [markdown]
# So for one photo fc6 is a vector of 1 x 9216 times a matrix of 9216 x 4096; on each of two devices, times its half, 9216 x 2048. One of its neurons by hand:

# %%
$pool5 = Get-AlexNetFeature $photo -Layer pool5 -Model $model
$fc6 = Get-AlexNetFeature $photo -Layer fc6 -Model $model
$neuron = 7
$row = [float[]]::new(9216)
$model.Weight('fc6.weight').CopyTo($row, 9216 * $neuron)
$sum = [double] $model.Weight('fc6.bias').ToArray()[$neuron]
for ($i = 0; $i -lt 9216; $i++) { $sum += [double] $row[$i] * $pool5.Values[$i] }
[pscustomobject]@{ 'By hand' = $sum; 'By the network' = $fc6.Values[$neuron] }

# %% [markdown]
# In a convolution a weight is used at every place of a map. Here it is used once: the layer waits for memory, not for arithmetic. It has a sixth of conv2's multiplications, and look at the time:

# %%
$times = Measure-AlexNetPerformance $model -BatchSize 1 -PerLayer -Repeat 10
foreach ($layer in Get-AlexNetLayer conv2, fc6, fc7 -Model $model) {
    $time = $times.Where({ $_.Layer -eq $layer.Name })[0].MillisecondsPerImage
    [pscustomobject]@{
        Layer               = $layer.Name
        'Multiply-adds'     = '{0:n0}' -f $layer.MultiplyAdds
        'Megabytes of weights' = [Math]::Round(4 * $layer.Parameters / 1e6, 1)
        Milliseconds        = [Math]::Round($time, 2)
        'Billion operations a second' = [Math]::Round(2 * $layer.MultiplyAdds / $time / 1e6)
        'GB of weights a second' = [Math]::Round(4 * $layer.Parameters / $time / 1e6, 1)
    }
}

# %% [markdown]
# A batch of photos helps: the same weights serve all of them while they are at hand.

# %%
$times = Measure-AlexNetPerformance $model -BatchSize 1, 8 -PerLayer -Repeat 3
foreach ($layer in $times.Where({ $_.Layer -eq 'fc6' })) {
    [pscustomobject]@{
        Layer                  = $layer.Layer
        'Photos at once'       = $layer.BatchSize
        'Milliseconds a photo' = [Math]::Round($layer.MillisecondsPerImage, 2)
    }
}

# %% [markdown]
# ### Dropout
#
# In training half of the neurons of fc6 and fc7 are silenced at random, each time others, so that none relies on another one. Afterwards all of them speak, at half the volume. Ours was trained to the end with a fifth silenced, so the factor is 0.8:

# %%
$relu6 = Get-AlexNetFeature $photo -Layer relu6 -Model $model
$drop6 = Get-AlexNetFeature $photo -Layer drop6 -Model $model
$speaking = (0..4095).Where({ $relu6.Values[$_] -gt 0 })
"$($speaking.Count) of 4096 neurons of fc6 speak"
foreach ($neuron in $speaking[0..2]) {
    $before, $after = $relu6.Values[$neuron], $drop6.Values[$neuron]
    [pscustomobject]@{
        Neuron = $neuron
        relu6  = $before
        drop6  = $after
        Factor = $after / $before
    }
}

# %% [markdown]
# ## Softmax
#
# fc8 gives a number for each class, of any size and sign. Softmax makes probabilities of them: e to the power of each, over the sum of all. The largest is taken off first, which changes
# nothing but keeps the powers small.

# %%
$fc8 = Get-AlexNetFeature $photo -Layer fc8 -Model $model
$powers = foreach ($value in $fc8.Values) { [Math]::Exp($value - $fc8.Statistics.Maximum) }
$total = [System.Linq.Enumerable]::Sum([double[]] $powers)
$answer = Invoke-AlexNetClassify $photo -Model $model
foreach ($prediction in $answer.Predictions) {
    [pscustomobject]@{
        Class           = $prediction.Label
        fc8             = [Math]::Round($fc8.Values[$prediction.ClassIndex], 3)
        'By hand'       = '{0:p3}' -f ($powers[$prediction.ClassIndex] / $total)
        'By the network' = '{0:p3}' -f $prediction.Probability
    }
}

# %% [markdown]
# That is the whole road from a photo to an answer. Ten photos on it at once:

# %%
Invoke-AlexNetClassify ../samples/caltech101 -Model $model

# %% [markdown]
# Not all are right. *What the network sees* looks for reasons, *Variants and ablations* takes parts away, *Train your own* makes another network.
