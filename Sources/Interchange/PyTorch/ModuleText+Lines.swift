import NetworkIR

extension ModuleText {
    /// The modules of one line: the layer, its normalisation, its activation.
    mutating func modules(_ line: OutlineLine, entry: FeatureMap, _ flow: Flow) -> (texts: [String], flow: Flow) {
        var flow = flow
        var texts: [String] = []
        if flow.isFlat, ModuleText.needsMap(line.word) {
            texts.append("nn.Unflatten(1, (\(flow.channels.text), 1, 1))")
            flow.isFlat = false
        }
        let (layer, next) = layer(line, entry, flow)
        texts += layer
        flow = next
        if let output = line.output {
            if output.norm { texts.append(norm(flow)) }
            if let activation = output.activation { texts.append(self.activation(activation, flow)) }
        }
        return (texts, flow)
    }

    private static func needsMap(_ word: String) -> Bool {
        switch word {
        case "conv", "dwconv", "deconv", "maxpool", "avgpool", "gap", "adaptivepool", "spp", "upsample", "pixelshuffle",
            "channelshuffle", "lrn", "groupnorm":
            true
        default: false
        }
    }

    private func norm(_ flow: Flow) -> String {
        "nn.BatchNorm\(flow.isFlat ? 1 : 2)d(\(flow.channels.text))"
    }

    private mutating func layer(_ line: OutlineLine, _ entry: FeatureMap, _ flow: Flow) -> (texts: [String], flow: Flow)
    {
        var next = flow
        func number(_ place: Int) -> ModuleNumber {
            guard place < line.sizes.count, case .square(let count) = line.sizes[place].measure else {
                return ModuleNumber(1)
            }
            return ModuleNumber(count, channels: flow.channels)
        }
        switch line.word {
        case "conv", "dwconv", "deconv": return convolution(line, flow)
        case "fc":
            var features = flow.channels
            if !flow.isVector {
                if isInBlock { markNeedsInstances() }
                features = flow.channels * ModuleNumber(entry.height &* entry.width)
            }
            let outputs = number(0)
            let bias = line.output?.bias ?? true ? "" : ", bias=False"
            let texts = flow.isFlat ? [] : ["nn.Flatten()"]
            return (
                texts + ["nn.Linear(\(features.text), \(outputs.text)\(bias))"],
                Flow(channels: outputs, isVector: true, isFlat: true)
            )
        case "maxpool", "avgpool": return (pool(line, flow), next)
        case "gap":
            next.isVector = true
            return (["nn.AdaptiveAvgPool2d(1)"], next)
        case "adaptivepool":
            let kind = line.words.contains("max") ? "Max" : "Avg"
            next.isVector = line.sizes.first?.measure == .one
            return (["nn.Adaptive\(kind)Pool2d(\(text(line.sizes.first?.measure ?? .one, flow)))"], next)
        case "spp":
            need(.pyramid)
            let bins = line.sizes.indices.map { number($0) }
            let cells = bins.reduce(ModuleNumber(0)) { $0 + $1 * $1 }
            return (
                ["SpatialPyramid(\(bins.map(\.text).joined(separator: ", ")))"],
                Flow(channels: flow.channels * cells, isVector: true, isFlat: true)
            )
        case "bn": return ([norm(flow)], next)
        case "lrn": return (["nn.LocalResponseNorm(\(number(0).text))"], next)
        case "groupnorm": return (["nn.GroupNorm(\(number(0).text), \(flow.channels.text))"], next)
        case "layernorm":
            need(.layerNorm)
            return (["LayerNorm(\(flow.channels.text))"], next)
        case "dropout": return (["nn.Dropout(\(line.words.first ?? "0.5"))"], next)
        case "upsample":
            let mode = line.words.contains("bilinear") ? "bilinear" : "nearest"
            next.isVector = false
            return (
                ["nn.Upsample(scale_factor=\(text(line.sizes.first?.measure ?? .one, flow)), mode=\"\(mode)\")"], next
            )
        case "pixelshuffle":
            next.channels = flow.channels / (number(0) * number(0))
            next.isVector = false
            return (["nn.PixelShuffle(\(number(0).text))"], next)
        case "channelshuffle": return (["nn.ChannelShuffle(\(number(0).text))"], next)
        case "flatten":
            if !flow.isVector {
                if isInBlock { markNeedsInstances() }
                next.channels = flow.channels * ModuleNumber(entry.height &* entry.width)
            }
            (next.isVector, next.isFlat) = (true, true)
            return (flow.isFlat ? [] : ["nn.Flatten()"], next)
        case "slice":
            need(.slice)
            next.channels = number(1)
            return (["Slice(\(number(0).text), \(number(1).text))"], next)
        case "onehot":
            need(.oneHot)
            next.channels = flow.channels * number(0)
            return (["OneHot(\(number(0).text))"], next)
        case "embed":
            need(.embedding)
            next.channels = flow.channels * number(1)
            return (["Embedding(\(number(0).text), \(number(1).text))"], next)
        case "opaque":
            refuse("opaque", "nobody knows what it computes")
            return ([], next)
        case "knn":
            refuse("knn", "its references are data, which a network's text does not hold")
            return ([], next)
        default: return ([activation(line.word, flow)], next)
        }
    }

    private mutating func activation(_ text: String, _ flow: Flow) -> String {
        let words = text.split(separator: " ").map(String.init)
        switch words.first {
        case "relu": return "nn.ReLU()"
        case "relu6": return "nn.ReLU6()"
        case "leaky": return "nn.LeakyReLU(\(words.last ?? "0.01"))"
        case "sigmoid": return "nn.Sigmoid()"
        case "tanh": return "nn.Tanh()"
        case "silu": return "nn.SiLU()"
        case "hswish": return "nn.Hardswish()"
        case "hsigmoid": return "nn.Hardsigmoid()"
        case "gelu": return "nn.GELU()"
        case "elu": return "nn.ELU()"
        case "softmax": return "nn.Softmax(dim=1)"
        case "prelu":
            if words.last == "element" { refuse("prelu element", "PyTorch shares a slope in all or in a channel") }
            return words.last == "shared" ? "nn.PReLU()" : "nn.PReLU(\(flow.channels.text))"
        default:
            refuse(text, "there is no module for it")
            return ""
        }
    }

    // MARK: Windows

    private func text(_ measure: Measure, _ flow: Flow) -> String {
        switch measure {
        case .square(let count): ModuleNumber(count, channels: flow.channels).text
        case .rectangle(let height, let width): "(\(height), \(width))"
        }
    }

    /// A measure's two numbers.
    private func sides(_ measure: Measure, _ flow: Flow) -> (ModuleNumber, ModuleNumber) {
        switch measure {
        case .square(let count):
            let number = ModuleNumber(count, channels: flow.channels)
            return (number, number)
        case .rectangle(let height, let width): return (ModuleNumber(height), ModuleNumber(width))
        }
    }

    private mutating func convolution(_ line: OutlineLine, _ flow: Flow) -> (texts: [String], flow: Flow) {
        let kernel = line.sizes[0].measure
        var next = flow
        var groups = line.groups.map { ModuleNumber($0, channels: flow.channels) } ?? ModuleNumber(1)
        if line.word == "dwconv" {
            groups = flow.channels
            next.channels = flow.channels * ModuleNumber(line.multiplier ?? .literal(1), channels: flow.channels)
        } else if line.sizes.count > 1, case .square(let filters) = line.sizes[1].measure {
            next.channels = ModuleNumber(filters, channels: flow.channels)
        }
        var arguments = [flow.channels.text, next.channels.text, text(kernel, flow)]
        if let stride = line.stride, stride != .one { arguments.append("stride=\(text(stride, flow))") }
        let (texts, padding) = padding(line, kernel, flow)
        if let padding { arguments.append("padding=\(padding)") }
        if let extra = line.outputPadding, extra != .square(.literal(0)) {
            arguments.append("output_padding=\(text(extra, flow))")
        }
        if let dilation = line.dilation, dilation != .one { arguments.append("dilation=\(text(dilation, flow))") }
        if groups.value != 1 { arguments.append("groups=\(groups.text)") }
        if line.output?.bias == false { arguments.append("bias=False") }
        if line.word == "deconv", !texts.isEmpty {
            refuse("deconv", "its padding differs from edge to edge, which PyTorch's does not")
        }
        next.isFlat = false
        if line.word == "deconv" { next.isVector = false }
        let module = line.word == "deconv" ? "nn.ConvTranspose2d" : "nn.Conv2d"
        return (texts + ["\(module)(\(arguments.joined(separator: ", ")))"], next)
    }

    /// A module that pads, where the layer itself cannot, or the layer's argument.
    private mutating func padding(_ line: OutlineLine, _ kernel: Measure, _ flow: Flow) -> (
        texts: [String], argument: String?
    ) {
        switch line.padding {
        case .none: return ([], nil)
        case .all(let edge): return ([], edge == 0 ? nil : "\(edge)")
        case .edges(let padding): return edges(padding)
        case .usual:
            guard line.word != "deconv" else { return ([], nil) }
            let (down, across) = sides(kernel, flow)
            let (downStep, acrossStep) = sides(line.dilation ?? .one, flow)
            if let height = down.value, let width = across.value, let high = downStep.value, let wide = acrossStep.value
            {
                let size = Extent(height: height, width: width)
                guard let padding = try? Window.samePadding(kernel: size, dilation: Extent(height: high, width: wide))
                else {
                    return ([], nil)
                }
                return edges(padding)
            }
            // A parameter: odd in all calls, or there would be no class for it.
            return ([], (downStep * (down / ModuleNumber(2))).text)
        }
    }

    private func edges(_ padding: Padding) -> (texts: [String], argument: String?) {
        if padding == .none { return ([], nil) }
        if padding.top == padding.bottom, padding.left == padding.right {
            return ([], padding.top == padding.left ? "\(padding.top)" : "(\(padding.top), \(padding.left))")
        }
        return (["nn.ZeroPad2d((\(padding.left), \(padding.right), \(padding.top), \(padding.bottom)))"], nil)
    }

    private mutating func pool(_ line: OutlineLine, _ flow: Flow) -> [String] {
        let isMax = line.word == "maxpool"
        let kernel = line.sizes[0].measure
        var arguments = [text(kernel, flow)]
        if let stride = line.stride { arguments.append("stride=\(text(stride, flow))") }
        var texts: [String] = []
        let padding: Padding =
            switch line.padding {
            case .usual, .none: .none
            case .all(let edge): Padding(all: edge)
            case .edges(let edges): edges
            }
        if padding != .none {
            let (down, across) = sides(kernel, flow)
            let isEven = padding.top == padding.bottom && padding.left == padding.right
            // PyTorch's pools pad by half their kernel at most, and evenly.
            let fits =
                down.value.map { 2 * padding.top <= $0 } ?? true && across.value.map { 2 * padding.left <= $0 } ?? true
            if isEven, fits {
                arguments.append("padding=\(edges(padding).argument ?? "0")")
            } else if isMax {
                let sides = "(\(padding.left), \(padding.right), \(padding.top), \(padding.bottom))"
                texts.append("nn.ConstantPad2d(\(sides), float(\"-inf\"))")
            } else if line.words.contains("nopadcount") || line.words.contains("ceil") {
                refuse(
                    "avgpool",
                    "its padding is uneven or beyond half its kernel, which PyTorch does not leave out of the mean")
            } else {
                texts +=
                    edges(Padding(top: padding.top, bottom: padding.bottom, left: padding.left, right: padding.right))
                    .texts
                if texts.isEmpty {
                    texts.append("nn.ZeroPad2d((\(padding.left), \(padding.right), \(padding.top), \(padding.bottom)))")
                }
            }
        }
        if line.words.contains("ceil") { arguments.append("ceil_mode=True") }
        if line.words.contains("nopadcount") { arguments.append("count_include_pad=False") }
        return texts + ["nn.\(isMax ? "Max" : "Avg")Pool2d(\(arguments.joined(separator: ", ")))"]
    }
}
