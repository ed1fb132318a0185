import NetworkIR

extension GraphImporter {
    /// How a node's lists of one or two numbers lie on height and width.
    private struct Sides {
        var rank: Int
        var isAlongWidth: Bool

        func extent(_ list: [Int]?, of what: String, least: Int, fallback: Int = 1) throws(NodeProblem) -> Extent {
            guard let list, !list.isEmpty else { return Extent(square: fallback) }
            guard list.count == rank - 2 else {
                throw .inexpressible("it has \(list.count) \(what)s for \(rank - 2) sizes")
            }
            guard list.allSatisfy({ $0 >= least }) else { throw .inexpressible("its \(what) is \(list)") }
            if list.count == 2 { return Extent(height: list[0], width: list[1]) }
            return isAlongWidth
                ? Extent(height: fallback, width: list[0]) : Extent(height: list[0], width: fallback)
        }

        /// Begins of all sizes, then ends, as the specification orders them.
        func padding(_ list: [Int]?) throws(NodeProblem) -> Padding {
            guard let list, !list.isEmpty else { return .none }
            guard list.count == 2 * (rank - 2) else { throw .inexpressible("it has \(list.count) paddings") }
            guard list.allSatisfy({ $0 >= 0 }) else {
                throw .inexpressible("its padding is negative, which crops the map")
            }
            if list.count == 4 { return Padding(top: list[0], bottom: list[2], left: list[1], right: list[3]) }
            return isAlongWidth
                ? Padding(top: 0, bottom: 0, left: list[0], right: list[1])
                : Padding(top: list[0], bottom: list[1], left: 0, right: 0)
        }
    }

    private func sides(_ value: MapValue) throws(NodeProblem) -> Sides {
        let rank = value.view.rank
        guard rank == 3 || rank == 4 else {
            throw .inexpressible("its map has \(rank - 2) sizes; one or two are known")
        }
        return Sides(rank: rank, isAlongWidth: rank == 3 && value.view.dims[2].first?.axis == .width)
    }

    /// The padding that `auto_pad` or `pads` asks for.
    private func padding(
        _ attributes: Attributes, _ sides: Sides, _ window: Window, _ map: FeatureMap
    ) throws(NodeProblem) -> Padding {
        let rule = attributes.text("auto_pad") ?? "NOTSET"
        switch rule {
        case "NOTSET", "": return try sides.padding(attributes.integers("pads"))
        case "VALID": return .none
        case "SAME_UPPER", "SAME_LOWER":
            do {
                let reach = try window.reach()
                func total(_ size: Int, _ stride: Int, _ reach: Int) throws(CountOverflow) -> Int {
                    // As many windows as strides fit, the last one reaching beyond.
                    max(try checkedSum(checkedProduct((size - 1) / stride, stride), reach - size), 0)
                }
                let (down, across) = (
                    try total(map.height, window.stride.height, reach.height),
                    try total(map.width, window.stride.width, reach.width)
                )
                return GraphImporter.split(down, across, oddAtEnd: rule == "SAME_UPPER")
            } catch { throw .shape(.overflow) }
        default: throw .inexpressible("its padding rule '\(rule)' is unknown")
        }
    }

    private static func split(_ down: Int, _ across: Int, oddAtEnd: Bool) -> Padding {
        let (less, more) = ((down / 2, across / 2), (down - down / 2, across - across / 2))
        return oddAtEnd
            ? Padding(top: less.0, bottom: more.0, left: less.1, right: more.1)
            : Padding(top: more.0, bottom: less.0, left: more.1, right: less.1)
    }

    /// The window of a convolution with these weights, without its padding.
    private func window(_ attributes: Attributes, _ sides: Sides, _ kernel: [Int]) throws(NodeProblem) -> Window {
        Window(
            kernel: try sides.extent(kernel, of: "kernel", least: 1),
            stride: try sides.extent(attributes.integers("strides"), of: "stride", least: 1),
            dilation: try sides.extent(attributes.integers("dilations"), of: "dilation", least: 1))
    }

    private func sum(_ a: Padding, _ b: Padding) throws(NodeProblem) -> Padding {
        do throws(CountOverflow) {
            return Padding(
                top: try checkedSum(a.top, b.top), bottom: try checkedSum(a.bottom, b.bottom),
                left: try checkedSum(a.left, b.left), right: try checkedSum(a.right, b.right))
        } catch { throw .shape(.overflow) }
    }

    // MARK: Convolutions

    mutating func convolution(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        guard let weight = try constant(node, 1, "weight"), weight.dims.count >= 3 else {
            throw .inexpressible("its weight is missing")
        }
        let value = try plain(node)
        let map = network.map(of: value.source)
        let sides = try sides(value)
        var window = try window(attributes, sides, Array(weight.dims.dropFirst(2)))
        window.padding = try padding(attributes, sides, window, padded(map, value.padding))
        window.padding = try sum(window.padding, value.padding)
        let groups = attributes.integer("group") ?? 1
        guard groups >= 1, weight.dims[0] >= 1 else { throw .inexpressible("it has \(groups) groups") }
        guard let channels = try? checkedProduct(weight.dims[1], groups), channels == map.channels else {
            throw .inexpressible(
                "its weight takes \(weight.dims[1]) channels in \(groups) groups; the map has \(map.channels)")
        }
        let convolution = Convolution(
            filters: weight.dims[0], window: window, groups: groups, bias: try constant(node, 2, "bias") != nil)
        define(node, try emit(.convolution(convolution), to: [value.source]), rank: value.view.rank)
    }

    mutating func transposedConvolution(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        guard let weight = try constant(node, 1, "weight"), weight.dims.count >= 3 else {
            throw .inexpressible("its weight is missing")
        }
        let value = try unpadded(plain(node))
        let map = network.map(of: value.source)
        let sides = try sides(value)
        var window = try window(attributes, sides, Array(weight.dims.dropFirst(2)))
        let extra = try sides.extent(attributes.integers("output_padding"), of: "output padding", least: 0, fallback: 0)
        let groups = attributes.integer("group") ?? 1
        guard groups >= 1, weight.dims[0] == map.channels, let filters = try? checkedProduct(weight.dims[1], groups),
            filters >= 1
        else {
            throw .inexpressible("its weight takes \(weight.dims[0]) channels; the map has \(map.channels)")
        }
        let rule = attributes.text("auto_pad") ?? "NOTSET"
        var wanted: Extent?
        if let shape = attributes.integers("output_shape") {
            wanted = try sides.extent(Array(shape.suffix(sides.rank - 2)), of: "output size", least: 1)
        } else if rule.hasPrefix("SAME") {
            guard let height = try? checkedProduct(map.height, window.stride.height),
                let width = try? checkedProduct(map.width, window.stride.width)
            else { throw .shape(.overflow) }
            wanted = Extent(height: height, width: width)
        }
        if let wanted {
            let size = Extent(height: map.height, width: map.width)
            guard let unpadded = try? window.transposedOutputSize(of: size, outputPadding: extra) else {
                throw .shape(.overflow)
            }
            let (down, across) = (unpadded.height - wanted.height, unpadded.width - wanted.width)
            guard down >= 0, across >= 0 else { throw .inexpressible("its output is larger than its windows reach") }
            window.padding = GraphImporter.split(down, across, oddAtEnd: rule == "SAME_UPPER")
        } else if rule != "VALID" {
            window.padding = try sides.padding(attributes.integers("pads"))
        }
        let convolution = TransposedConvolution(
            filters: filters, window: window, outputPadding: extra, groups: groups,
            bias: try constant(node, 2, "bias") != nil)
        define(node, try emit(.transposedConvolution(convolution), to: [value.source]), rank: value.view.rank)
    }

    // MARK: Pools

    mutating func pool(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        guard node.output.dropFirst().allSatisfy({ readers(of: $0) == 0 }) else {
            throw .inexpressible("the places of its maxima are read")
        }
        guard let kernel = attributes.integers("kernel_shape") else { throw .inexpressible("its kernel is missing") }
        var value = try plain(node)
        let map = network.map(of: value.source)
        let sides = try sides(value)
        var window = try window(attributes, sides, kernel)
        guard window.dilation == .one else { throw .inexpressible("pools of the language do not dilate") }
        let own = try padding(attributes, sides, window, padded(map, value.padding))
        window.padding = try sum(own, value.padding)
        let isMax = node.opType == "MaxPool"
        let countsPadding = attributes.integer("count_include_pad") ?? 0 != 0
        let rounding: Rounding = attributes.integer("ceil_mode") ?? 0 != 0 ? .ceil : .floor
        if window == Window(kernel: .one) {
            // One position at a time: an adaptive pool to the size that the map has.
            let size = Extent(height: map.height, width: map.width)
            let same = Operation.adaptivePool(isMax ? .max : .average, size: size)
            return define(node, try emit(same, to: [value.source]), rank: value.view.rank)
        }
        let pool = Pool(
            kind: isMax ? .max : .average, window: window, rounding: rounding,
            countsPadding: isMax || own == .none || countsPadding)
        value.source = try emit(.pool(pool), to: [value.source])
        define(node, value.source, rank: value.view.rank)
    }

    /// The map with zeros around it, for rules that look at its size.
    private func padded(_ map: FeatureMap, _ padding: Padding) throws(NodeProblem) -> FeatureMap {
        do throws(CountOverflow) {
            return FeatureMap(
                channels: map.channels, height: try checkedSum(map.height, checkedSum(padding.top, padding.bottom)),
                width: try checkedSum(map.width, checkedSum(padding.left, padding.right)))
        } catch { throw .shape(.overflow) }
    }

    // MARK: Padding and resizing

    /// Keeps zeros around the map for the next window; zero channels become a strided identity.
    mutating func pad(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        let mode = attributes.text("mode") ?? "constant"
        guard mode == "constant" else { throw .inexpressible("it pads by '\(mode)'; windows pad by zeros") }
        let filling = try constant(node, 2, "value")
        guard filling == nil || filling?.count == 0 || filling?.scalar == 0, attributes.real("value") ?? 0 == 0 else {
            throw .inexpressible("it pads by another number than zero")
        }
        guard let list = try integers(node, "pads", orInput: 1, "padding")
        else { throw .inexpressible("its padding is not known") }
        var value = try plain(node)
        let rank = value.view.rank
        let axes = try constant(node, 3, "axes")?.integers?.map { $0 < 0 ? $0 + rank : $0 } ?? Array(0..<rank)
        guard list.count == 2 * axes.count, Set(axes).count == axes.count, axes.allSatisfy({ (0..<rank).contains($0) })
        else {
            throw .inexpressible("it has \(list.count) paddings for \(axes.count) dimensions")
        }
        var before = [Int](repeating: 0, count: rank)
        var after = before
        for (index, axis) in axes.enumerated() {
            before[axis] = list[index]
            after[axis] = list[axes.count + index]
        }
        guard before[0] == 0, after[0] == 0 else { throw .inexpressible("it pads the batch") }
        if rank > 1, before[1] != 0 || after[1] != 0 {
            guard before.dropFirst(2).allSatisfy({ $0 == 0 }), after.dropFirst(2).allSatisfy({ $0 == 0 }),
                before[1] >= 0, after[1] >= 0,
                let channels = try? checkedSum(network.map(of: value.source).channels, checkedSum(before[1], after[1]))
            else { throw .inexpressible("it pads channels and positions at once") }
            if case .layer(let index) = value.source, readers(of: node.input[0]) == 1,
                case .stridedIdentity(let stride, _) = network.layers[index].operation
            {
                // Strided and padded: the two nodes of a shortcut without weights.
                network.layers[index].operation = .stridedIdentity(stride: stride, channels: channels)
                network.layers[index].output.channels = channels
                return define(node, value.source, rank: rank)
            }
            let source = try emit(.stridedIdentity(stride: .one, channels: channels), to: [value.source])
            define(node, source, rank: rank)
            return
        }
        guard rank > 2 else {
            define(node, value)
            return
        }
        let zeros = try sides(value).padding(Array(before.dropFirst(2)) + Array(after.dropFirst(2)))
        value.padding = try sum(value.padding, zeros)
        define(node, value)
    }

    /// The scales of a Resize or Upsample; empty where it is told a size instead.
    private func scales(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) -> [Double] {
        if let scales = attributes.reals("scales") { return scales }
        let place = node.opType == "Upsample" || graph.opset < 11 ? 1 : 2
        guard let tensor = try constant(node, place, "scale"), tensor.count != 0 else { return [] }
        guard let scales = tensor.reals else { throw .inexpressible("its scales are not in the file") }
        return scales
    }

    mutating func resize(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        let interpolation: Interpolation
        switch attributes.text("mode") ?? "nearest" {
        case "nearest": interpolation = .nearest
        case "linear", "bilinear": interpolation = .bilinear
        case let mode: throw .inexpressible("it interpolates by '\(mode)'; 'upsample' knows nearest and bilinear")
        }
        let value = try unpadded(plain(node))
        let sides = try sides(value)
        let count = sides.rank - 2
        var factors: [Int] = []
        let scales = try self.scales(node, attributes)
        if scales.isEmpty {
            guard let sizes = try constant(node, 3, "size")?.integers, sizes.count >= count else {
                throw .inexpressible("its size is not known")
            }
            let shape = value.view.shape.suffix(count)
            for (new, old) in zip(sizes.suffix(count), shape) {
                guard new > 0, new % old == 0 else {
                    throw .inexpressible("it resizes \(old) to \(new) positions; 'upsample' takes a whole factor")
                }
                factors.append(new / old)
            }
        } else {
            for scale in scales.suffix(count) {
                guard scale >= 1, scale <= 1_048_576, scale == scale.rounded() else {
                    throw .inexpressible("it resizes by \(scale); 'upsample' takes a whole factor")
                }
                factors.append(Int(scale))
            }
        }
        let factor = try sides.extent(factors, of: "factor", least: 1)
        guard factor != .one else { return define(node, value) }
        define(node, try emit(.upsample(factor: factor, interpolation), to: [value.source]), rank: sides.rank)
    }
}
