# %% [markdown]
# # Variants and ablations
#
# Five networks are called AlexNet. The first part shows how they differ. The second takes parts of a trained one away, to see what they were good for.

# %%
if (-not (Get-Module AlexNet)) { Import-Module ../AlexNet.psd1 }   # our own kernel has it already
$model = Import-AlexNetModel ../models/caltech101.safetensors
foreach ($name in 'paper', 'source2012', 'bvlc', 'caffenet', 'onetower') {
    $network = [AlexNet.Engine.Architectures.KnownArchitectures]::Get($name)
    $work = $bytes = 0
    foreach ($layer in Get-AlexNetLayer -Architecture $name) { $work += $layer.MultiplyAdds }
    foreach ($layer in Get-AlexNetDevicePlan $name) { $bytes += $layer.ExchangedBytes }
    [pscustomobject]@{
        Network            = $name
        Input              = "$($network.Input)"
        Towers             = $network.Towers
        Parameters         = '{0:n0}' -f $network.ParameterCount
        'Multiply-adds'    = '{0:n0}' -f $work
        'Bytes between two devices' = '{0:n0}' -f $bytes
    }
}

# %% [markdown]
# The order of the layers differs too: normalization before or after pooling, or none at all.

# %%
foreach ($name in 'paper', 'source2012', 'bvlc', 'caffenet', 'onetower') {
    $network = [AlexNet.Engine.Architectures.KnownArchitectures]::Get($name)
    $names = foreach ($layer in $network.Layers) { $layer.Name }
    "{0,-11}{1}" -f $name, ($names[0..([Array]::IndexOf($names, 'conv3') - 1)] -join ' ')
}

# %% [markdown]
# ## One tower
#
# In the network of 2014 there is one tower, and every filter reads all maps of the layer before. Fewer filters make up for it:

# %%
foreach ($layer in 'conv1', 'conv2', 'conv3', 'conv4', 'conv5') {
    $two = Get-AlexNetLayer $layer -Architecture paper
    $one = Get-AlexNetLayer $layer -Architecture onetower
    [pscustomobject]@{
        Layer            = $layer
        'Two towers'     = $two.OutputShape
        'One tower'      = $one.OutputShape
        'Weights of two' = '{0:n0}' -f $two.Parameters
        'Weights of one' = '{0:n0}' -f $one.Parameters
    }
}

# %% [markdown]
# ## Taking parts away
#
# What follows changes the trained network without training it again. That is not what a network would be that had been trained without the part; it shows what this one relies on. It is judged by ten
# photos, which is few: differences of one photo mean nothing, so look at the probability of the truth as well.

# %%
$truth = @{
    'butterfly.jpg' = 'butterfly'; 'chair.webp' = 'chair'; 'crocodile.jpg' = 'crocodile'
    'dolphin.jpg' = 'dolphin'; 'minaret.webp' = 'minaret'; 'panda.jpg' = 'panda'
    'pyramid.jpg' = 'pyramid'; 'rhinoceros.jpg' = 'rhino'
    'wrench-on-cloth.webp' = 'wrench'; 'wrench.webp' = 'wrench'
}
function Measure-Answer([string] $name, $network) {
    $first = $five = $sum = 0.0
    foreach ($answer in Invoke-AlexNetClassify ../samples/caltech101 -Model $network -Top 101) {
        $label = $truth[[System.IO.Path]::GetFileName($answer.Path)]
        $found = $answer.Predictions.Where({ $_.Label -eq $label })[0]
        $first += $found.Rank -eq 1
        $five += $found.Rank -le 5
        $sum += $found.Probability
    }
    [pscustomobject]@{
        Network                         = $name
        'Right of ten'                  = $first
        'Among the first five'          = $five
        'Mean probability of the truth' = '{0:p1}' -f ($sum / 10)
    }
}
Measure-Answer 'as trained' $model

# %% [markdown]
# ### Without normalization
#
# A network is a list of layers: leave two out, and make a network of the others with the same weights. Normalization also made all values smaller, by `2^0.75` at least. So the second try divides by
# that alone and leaves only the competition between the maps out: the sums of squares count for nothing when alpha is 0.

# %%
function New-ModelOf([string] $name, $network, $weights, $preprocessing) {
    $tensors = [AlexNet.Engine.Tensors.WeightTensor[]] @($weights)
    [AlexNet.Engine.Models.Model]::new($name, $network, $tensors, $model.Labels, $preprocessing)
}
function New-Variant([string] $name, [object[]] $layers) {
    $old = $model.Architecture
    $new = [AlexNet.Engine.Layers.Layer[]] $layers
    $type = [AlexNet.Engine.Architectures.Architecture]
    $network = $type::new($name, $old.Input, $old.Towers, $new)
    New-ModelOf $name $network $model.Weights $model.Preprocessing
}
$layers = $model.Architecture.Layers
$normalization = [AlexNet.Engine.Layers.ResponseNormalization]
$without = New-Variant 'no normalization' $layers.Where({ $_ -isnot $normalization })
$constant = New-Variant 'division by a constant' $layers.ForEach({
        if ($_ -isnot $normalization) { return $_ }
        $normalization::new($_.Name, $_.Window, $_.K, 0, $_.Beta, $_.Size)
    })
Measure-Answer 'as trained' $model
Measure-Answer 'no normalization' $without
Measure-Answer 'division by a constant' $constant

# %% [markdown]
# Without normalization the values are larger, and so are the numbers that softmax makes probabilities of: the answers become surer, and no righter. Division by the constant alone leaves the answers nearly where they were. Here
# the competition hardly matters, which may be why later networks do without it.
#
# ### Without the mean
#
# The paper subtracts the mean of the training photos from each pixel. A network that expects it meets photos that seem far too bright:

# %%
$old = $model.Preprocessing
$zero = [AlexNet.Engine.Models.Preprocessing]@{
    Resize = $old.Resize; ResizeTo = $old.ResizeTo; Channels = $old.Channels
    Scale = $old.Scale; Mean = [float[]] (0, 0, 0); Std = $old.Std
}
"as trained: $($model.Preprocessing)"
"now:        $zero"
Measure-Answer 'no mean' (New-ModelOf 'no mean' $model.Architecture $model.Weights $zero)

# %% [markdown]
# ### Another nonlinearity
#
# The weights were learned for ReLU. With tanh or the sigmoid in its place they are worth nothing:

# %%
foreach ($function in 'Tanh', 'Sigmoid') {
    $network = $model.Architecture.WithActivation($function)
    Measure-Answer $function (New-ModelOf $function $network $model.Weights $model.Preprocessing)
}

# %% [markdown]
# ### One tower silenced
#
# Zeros in the weights and biases of one half of conv5: what that tower has seen does not reach the fully connected layers. Then the towers' talk at conv3 is cut: each filter keeps the weights for
# the maps of its own tower.

# %%
# A copy of a parameter with some of its values changed, in memory that stays where it is.
function New-Weight($tensor, [scriptblock] $change) {
    $values = [GC]::AllocateUninitializedArray[float]($tensor.Length, $true)
    $tensor.ToArray().CopyTo($values, 0)
    $null = & $change $values
    $address = [System.Runtime.InteropServices.Marshal]::UnsafeAddrOfPinnedArrayElement($values, 0)
    $type = [AlexNet.Engine.Tensors.WeightTensor]
    $type::new($tensor.Name, 'Float32', $tensor.Shape, $address, $values, $null)
}
function New-ModelWith([string] $name, [object[]] $changed) {
    $weights = foreach ($tensor in $model.Weights) {
        $new = $changed.Where({ $_.Name -eq $tensor.Name })
        $new ? $new[0] : $tensor
    }
    New-ModelOf $name $model.Architecture $weights $model.Preprocessing
}
foreach ($tower in 0, 1) {
    $changed = foreach ($name in 'conv5.weight', 'conv5.bias') {
        $tensor = $model.Weight($name)
        $half = [int] ($tensor.Length / 2)
        New-Weight $tensor { param($values) [Array]::Clear($values, $tower * $half, $half) }
    }
    Measure-Answer "without tower $tower" (New-ModelWith "without tower $tower" $changed)
}
$cut = New-Weight $model.Weight('conv3.weight') {
    # [384 filters][256 maps][3][3]: filters 0 to 191 are of tower 0, and so are maps 0 to 127.
    param($values)
    for ($filter = 0; $filter -lt 384; $filter++) {
        $map = $filter -lt 192 ? 128 : 0
        [Array]::Clear($values, ($filter * 256 + $map) * 9, 128 * 9)
    }
}
Measure-Answer 'conv3 without the other tower' (New-ModelWith 'cut' $cut)

# %% [markdown]
# ## Fewer bits
#
# The weights of the fully connected layers in half precision, or in one byte each: a good deal less to read for each photo, and the answers hardly notice.

# %%
foreach ($type in 'Float16', 'BFloat16', 'Int8') {
    Measure-Answer $type $model.WithWeightPrecision($type)
}

# %%
$comparison = Compare-AlexNetModel $model $model.WithWeightPrecision('Int8') ../samples/caltech101
$names = 'conv5', 'fc6', 'fc7', 'fc8', 'softmax'
foreach ($layer in $comparison.Layers.Where({ $_.Layer -in $names })) {
    [pscustomobject]@{
        Layer                   = $layer.Layer
        'Largest difference'    = '{0:g3}' -f $layer.Largest
        'Of the largest output' = '{0:p2}' -f $layer.Relative
    }
}
