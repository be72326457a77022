# %% [markdown]
# # What the network sees
#
# A network is not a black box: every number in it can be looked at. This notebook goes from the first filters to the last layer, and then asks where on a photo an answer comes from.

# %%
if (-not (Get-Module AlexNet)) { Import-Module ../AlexNet.psd1 }   # our own kernel has it already
$model = Import-AlexNetModel ../models/caltech101.safetensors
$photo = '../samples/caltech101/panda.jpg'
Invoke-AlexNetClassify $photo -Model $model

# %% [markdown]
# ## Filters
#
# conv1 looks for edges and colours, as far as its training has come: much of the noise that it began as is still there (*Understanding AlexNet* measures it). Each filter is shown from its least weight to
# its greatest:

# %%
Show-AlexNetFilter -Model $model

# %% [markdown]
# Later filters have no colours. Those of conv2 combine the maps of conv1: here is what sixteen of them make of map 5.

# %%
Show-AlexNetFilter conv2 -Model $model -Channel 5 -MaxItem 16 -SharedRange

# %% [markdown]
# ## Maps
#
# What each layer makes of the photo. conv1 before its nonlinearity, below zero too:

# %%
Show-AlexNetFeatureMap $photo conv1 -Model $model -MaxItem 32

# %% [markdown]
# The further in, the smaller the maps, and in the end few places answer at all:

# %%
Show-AlexNetFeatureMap $photo relu2 -Model $model -MaxItem 32

# %%
Show-AlexNetFeatureMap $photo relu5 -Model $model -MaxItem 32

# %% [markdown]
# A fully connected layer has no places any more. Its 4096 neurons are drawn as a square:

# %%
Show-AlexNetFeatureMap $photo relu7 -Model $model

# %% [markdown]
# Which maps of layer 5 answer most strongly, and are they the same ones for another photo?

# %%
function Get-StrongestMap([string] $path, [string] $layer, [int] $count) {
    $output = Get-AlexNetFeature $path -Layer $layer -Model $model
    $peaks = foreach ($map in 0..($output.Shape.Channels - 1)) {
        [System.Linq.Enumerable]::Max([float[]] $output.Map($map))
    }
    $order = [int[]] (0..($peaks.Count - 1))
    [Array]::Sort([float[]] $peaks, $order)
    $order[-1..-$count]
}
foreach ($name in 'panda.jpg', 'dolphin.jpg', 'wrench.webp', 'wrench-on-cloth.webp') {
    $strongest = Get-StrongestMap "../samples/caltech101/$name" relu5 8
    [pscustomobject]@{
        Photo                     = $name
        'Strongest maps of relu5' = $strongest -join ', '
    }
}

# %% [markdown]
# ## Activations
#
# Over ten photos: the range of every layer, the share that is 0, and maps that are dead, 0 everywhere on every photo.

# %%
Get-AlexNetActivation ../samples/caltech101 -Model $model

# %% [markdown]
# ## Likeness
#
# Two photos of the same kind hardly share a pixel. Are they closer in the last hidden layer? The angle between the 4096 values of one photo and those of another, as its cosine:

# %%
$features = Get-ChildItem ../samples/caltech101 | Get-AlexNetFeature -Layer relu7 -Model $model
function Get-Cosine([float[]] $a, [float[]] $b) {
    $ab = $aa = $bb = 0.0
    for ($i = 0; $i -lt $a.Length; $i++) {
        $ab += $a[$i] * $b[$i]
        $aa += $a[$i] * $a[$i]
        $bb += $b[$i] * $b[$i]
    }
    $ab / [Math]::Sqrt($aa * $bb)
}
$wrench = @($features).Where({ $_.Path -like '*wrench.webp' })[0]
$likeness = foreach ($feature in $features) {
    [pscustomobject]@{
        Photo                    = [System.IO.Path]::GetFileName($feature.Path)
        'Cosine with the wrench' = [Math]::Round((Get-Cosine $wrench.Values $feature.Values), 3)
    }
}
$cosine = [Func[object, double]] { $args[0].'Cosine with the wrench' }
[System.Linq.Enumerable]::OrderByDescending([object[]] $likeness, $cosine)

# %% [markdown]
# The other wrench is among the nearest, though not the only one there. The better a network knows its classes, the further apart they are. The same over whole folders, with the photos side by side, as in
# figure 4 of the paper:

# %%
$queries = '../samples/caltech101/wrench.webp', '../samples/caltech101/panda.jpg'
Find-AlexNetSimilarImage $queries -Within ../samples -Recurse -Top 5 -Model $model

# %% [markdown]
# ## Where it looks
#
# Grad-CAM weights the maps of layer 5 by how much the answer rises with each:

# %%
Get-AlexNetSaliency $photo -Model $model

# %% [markdown]
# Other ways to ask: how much the answer changes with each pixel (Gradient), the same with only what speaks for it (GuidedBackprop), and how much it falls when a grey square
# hides a part of the photo (Occlusion):

# %%
foreach ($method in 'Gradient', 'GuidedBackprop') {
    Get-AlexNetSaliency $photo -Model $model -Method $method
}

# %%
Get-AlexNetSaliency $photo -Model $model -Method Occlusion -Window 64 -Stride 32

# %% [markdown]
# Mistakes are the most telling. The chair is taken for something else; where did the network look when it said so, and where does it see a chair?

# %%
$chair = '../samples/caltech101/chair.webp'
Get-AlexNetSaliency $chair -Model $model
Get-AlexNetSaliency $chair -Model $model -Label chair
