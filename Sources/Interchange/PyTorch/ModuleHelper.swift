/// Small modules that PyTorch lacks; a file holds those that it uses.
enum ModuleHelper: Int, CaseIterable, Comparable {
    case residual, residualWhereEqual, paddedShortcut, dense, branches, slice, pyramid, layerNorm, oneHot, embedding

    static func < (a: ModuleHelper, b: ModuleHelper) -> Bool { a.rawValue < b.rawValue }

    /// The name that the source defines.
    var className: String {
        let words = source.split(whereSeparator: { $0 == " " || $0 == "(" })
        return words.count > 1 ? String(words[1]) : ""
    }

    var source: String {
        switch self {
        case .residual:
            """
            class Residual(nn.Module):
                \"""Adds what comes in, through the shortcut, to what the body makes of it.\"""

                def __init__(self, body, shortcut=None):
                    super().__init__()
                    self.body = body
                    self.shortcut = shortcut or nn.Identity()

                def forward(self, x):
                    return self.body(x) + self.shortcut(x)
            """
        case .residualWhereEqual:
            """
            class ResidualWhereEqual(nn.Module):
                \"""Adds what comes in to what the body makes of it, where their shapes agree.\"""

                def __init__(self, body):
                    super().__init__()
                    self.body = body

                def forward(self, x):
                    y = self.body(x)
                    return x + y if x.shape == y.shape else y
            """
        case .paddedShortcut:
            """
            class PaddedShortcut(nn.Module):
                \"""Every stride-th position, with channels of zeros behind (ResNet's option A).\"""

                def __init__(self, stride, extra):
                    super().__init__()
                    self.stride = stride
                    self.extra = extra

                def forward(self, x):
                    x = x[:, :, :: self.stride[0], :: self.stride[1]]
                    return nn.functional.pad(x, (0, 0, 0, 0, 0, self.extra))
            """
        case .dense:
            """
            class Dense(nn.Module):
                \"""Appends what the body makes of its input to that input.\"""

                def __init__(self, body):
                    super().__init__()
                    self.body = body

                def forward(self, x):
                    return torch.cat([x, self.body(x)], 1)
            """
        case .branches:
            """
            class Branches(nn.ModuleList):
                \"""Several modules on one input, their outputs joined: "concat", "add" or "mul".\"""

                def __init__(self, join, *branches):
                    super().__init__(branches)
                    self.join = join

                def forward(self, x):
                    outputs = [branch(x) for branch in self]
                    if self.join == "concat":
                        return torch.cat(outputs, 1)
                    result = outputs[0]
                    for output in outputs[1:]:
                        result = result + output if self.join == "add" else result * output
                    return result
            """
        case .slice:
            """
            class Slice(nn.Module):
                \"""The channels from `first` on, `count` of them.\"""

                def __init__(self, first, count):
                    super().__init__()
                    self.first = first
                    self.count = count

                def forward(self, x):
                    return x[:, self.first : self.first + self.count]
            """
        case .pyramid:
            """
            class SpatialPyramid(nn.Module):
                \"""Maxima over grids of several sizes, flattened and concatenated.\"""

                def __init__(self, *bins):
                    super().__init__()
                    self.levels = nn.ModuleList(nn.AdaptiveMaxPool2d(size) for size in bins)

                def forward(self, x):
                    return torch.cat([level(x).flatten(1) for level in self.levels], 1)
            """
        case .layerNorm:
            """
            class LayerNorm(nn.LayerNorm):
                \"""Normalises the channels of each position, the channels in the second place.\"""

                def forward(self, x):
                    return super().forward(x.movedim(1, -1)).movedim(-1, 1)
            """
        case .oneHot:
            """
            class OneHot(nn.Module):
                \"""Each whole number as that many indicator channels.\"""

                def __init__(self, classes):
                    super().__init__()
                    self.classes = classes

                def forward(self, x):
                    indicators = nn.functional.one_hot(x, self.classes).movedim(-1, 2)
                    return indicators.flatten(1, 2).float()
            """
        case .embedding:
            """
            class Embedding(nn.Embedding):
                \"""Each whole number as the channels of its row in a table.\"""

                def forward(self, x):
                    return super().forward(x).movedim(-1, 2).flatten(1, 2)
            """
        }
    }
}
