import NetworkIR

/// Evaluates nodes that do not depend on the network's input: constants, and arithmetic on shapes.
enum ShapeArithmetic {
    /// Longer results keep their shape only.
    private static let lengthLimit = 1 << 16

    /// The outputs of a node whose inputs are all constants.
    static func result(
        of node: Onnx_NodeProto, _ inputs: [ConstantTensor?], opset: Int
    ) throws(NodeProblem) -> [ConstantTensor] {
        let attributes = Attributes(node)
        func input(_ index: Int) throws(NodeProblem) -> ConstantTensor {
            guard index < inputs.count, let tensor = inputs[index] else {
                throw .inexpressible("input \(index + 1) is missing")
            }
            return tensor
        }
        func list(_ name: String, _ index: Int) -> [Int]? {
            attributes.integers(name) ?? (index < inputs.count ? inputs[index]?.integers : nil)
        }
        func misfit(_ what: String) -> NodeProblem { .inexpressible("its \(what) does not fit its constant input") }
        switch node.opType {
        case "Constant": return [try constant(attributes)]
        case "Identity", "Dropout": return [try input(0)]
        case "DequantizeLinear": return [ConstantTensor(dims: try input(0).dims, numbers: .unknown)]
        case "Cast": return [cast(try input(0), to: attributes.integer("to") ?? 1)]
        case "Shape":
            let dims = try input(0).dims
            return [
                ConstantTensor(
                    part(dims, from: attributes.integer("start") ?? 0, to: attributes.integer("end") ?? dims.count))
            ]
        case "Size": return [ConstantTensor(dims: [], numbers: try input(0).count.map { .integers([$0]) } ?? .unknown)]
        case "ConstantOfShape":
            guard let dims = try input(0).integers, dims.count <= ConstantTensor.rankLimit, dims.allSatisfy({ $0 >= 0 })
            else { throw misfit("shape") }
            var filling = ConstantTensor(dims: [1], numbers: .reals([0]))
            if let tensor = attributes.tensor("value") { filling = try ConstantTensor(tensor) }
            return [expanded(filling, to: dims)]
        case "Gather":
            guard let picked = gathered(try input(0), try input(1), axis: attributes.integer("axis") ?? 0) else {
                throw misfit("index")
            }
            return [picked]
        case "Concat":
            var parts: [ConstantTensor] = []
            for index in inputs.indices { parts.append(try input(index)) }
            guard let joined = joined(parts, axis: attributes.integer("axis") ?? 0) else { throw misfit("axis") }
            return [joined]
        case "Slice":
            guard
                let cut = sliced(
                    try input(0), starts: list("starts", 1), ends: list("ends", 2), axes: list("axes", 3),
                    steps: index(3 + 1, of: inputs)?.integers)
            else { throw misfit("range") }
            return [cut]
        case "Reshape":
            let tensor = try input(0)
            guard let wanted = list("shape", 1),
                let dims = filled(wanted, from: tensor.dims, keepsZero: attributes.integer("allowzero") ?? 0 == 0)
            else { throw misfit("shape") }
            return [ConstantTensor(dims: dims, numbers: tensor.numbers)]
        case "Flatten":
            let tensor = try input(0)
            guard let dims = flattened(tensor.dims, axis: attributes.integer("axis") ?? 1) else { throw misfit("axis") }
            return [ConstantTensor(dims: dims, numbers: tensor.numbers)]
        case "Squeeze":
            let tensor = try input(0)
            guard let dims = squeezed(tensor.dims, list("axes", 1)) else { throw misfit("axis") }
            return [ConstantTensor(dims: dims, numbers: tensor.numbers)]
        case "Unsqueeze":
            let tensor = try input(0)
            guard let dims = unsqueezed(tensor.dims, list("axes", 1) ?? []) else { throw misfit("axis") }
            return [ConstantTensor(dims: dims, numbers: tensor.numbers)]
        case "Transpose":
            let tensor = try input(0)
            let order = attributes.integers("perm") ?? Array(tensor.dims.indices.reversed())
            guard order.count == tensor.dims.count, Set(order) == Set(tensor.dims.indices) else {
                throw misfit("order")
            }
            let isSame = tensor.dims.filter { $0 != 1 }.count < 2
            return [ConstantTensor(dims: order.map { tensor.dims[$0] }, numbers: isSame ? tensor.numbers : .unknown)]
        case "Expand":
            guard let wanted = try input(1).integers, let dims = broadcast(try input(0).dims, wanted) else {
                throw misfit("shape")
            }
            return [expanded(try input(0), to: dims)]
        case "Range":
            guard let first = try input(0).scalar, let end = try input(1).scalar, let step = try input(2).scalar,
                step != 0, abs((end - first) / step) <= Double(lengthLimit)
            else { throw misfit("range") }
            let values = Array(stride(from: first, to: end, by: step))
            let tensor = ConstantTensor(dims: [values.count], numbers: .reals(values))
            return [tensor.integers.map { ConstantTensor($0) } ?? tensor]
        case "Where":
            guard let test = try input(0).scalar else {
                return [ConstantTensor(dims: try input(1).dims, numbers: .unknown)]
            }
            return [try input(test != 0 ? 1 : 2)]
        default:
            if let function = ElementwiseFolding.unary(node.opType) {
                return [ElementwiseFolding.apply(function, to: try input(0))]
            }
            if let function = ElementwiseFolding.binary(node.opType) {
                guard let value = ElementwiseFolding.apply(function, to: try input(0), try input(1)) else {
                    throw misfit("second input")
                }
                return [value]
            }
            throw .inexpressible("it computes a constant in a way that is not known")
        }
    }

    private static func index(_ index: Int, of inputs: [ConstantTensor?]) -> ConstantTensor? {
        index < inputs.count ? inputs[index] : nil
    }

    private static func constant(_ attributes: Attributes) throws(NodeProblem) -> ConstantTensor {
        if let tensor = attributes.tensor("value") { return try ConstantTensor(tensor) }
        if let value = attributes.integer("value_int") { return ConstantTensor(dims: [], numbers: .integers([value])) }
        if let values = attributes.integers("value_ints") { return ConstantTensor(values) }
        if let value = attributes.real("value_float") { return ConstantTensor(dims: [], numbers: .reals([value])) }
        if let values = attributes.reals("value_floats") {
            return ConstantTensor(dims: [values.count], numbers: .reals(values))
        }
        throw .inexpressible("it has no value that is known")
    }

    /// Whole numbers are cut off towards zero, as C does.
    private static func cast(_ tensor: ConstantTensor, to type: Int) -> ConstantTensor {
        var result = tensor
        if [2, 3, 4, 5, 6, 7, 12, 13].contains(type), case .reals(let values) = tensor.numbers,
            values.allSatisfy({ abs($0) < 0x1p53 })
        {
            result.numbers = .integers(values.map { Int($0) })
        } else if [1, 10, 11, 16].contains(type), case .integers(let values) = tensor.numbers {
            result.numbers = .reals(values.map(Double.init))
        }
        return result
    }

    private static func expanded(_ tensor: ConstantTensor, to dims: [Int]) -> ConstantTensor {
        var result = ConstantTensor(dims: dims, numbers: .unknown)
        guard let count = result.count, count <= lengthLimit else { return result }
        if tensor.dims == dims {
            result.numbers = tensor.numbers
        } else if case .integers(let values) = tensor.numbers, values.count == 1 {
            result.numbers = .integers(Array(repeating: values[0], count: count))
        } else if case .reals(let values) = tensor.numbers, values.count == 1 {
            result.numbers = .reals(Array(repeating: values[0], count: count))
        }
        return result
    }

    /// Entries of a vector, or the shape of what is picked from a larger tensor.
    private static func gathered(_ tensor: ConstantTensor, _ indices: ConstantTensor, axis: Int) -> ConstantTensor? {
        let dimension = axis < 0 ? axis + tensor.dims.count : axis
        guard tensor.dims.indices.contains(dimension) else { return nil }
        var dims = tensor.dims
        dims.replaceSubrange(dimension...dimension, with: indices.dims)
        guard dims.count <= ConstantTensor.rankLimit else { return nil }
        var result = ConstantTensor(dims: dims, numbers: .unknown)
        guard tensor.dims.count == 1, let picks = indices.integers else { return result }
        let size = tensor.dims[0]
        let places = picks.map { $0 < 0 ? $0 + size : $0 }
        guard places.allSatisfy({ (0..<size).contains($0) }) else { return nil }
        switch tensor.numbers {
        case .integers(let values): result.numbers = .integers(places.map { values[$0] })
        case .reals(let values): result.numbers = .reals(places.map { values[$0] })
        case .unknown: break
        }
        return result
    }

    private static func joined(_ parts: [ConstantTensor], axis: Int) -> ConstantTensor? {
        guard let first = parts.first else { return nil }
        let dimension = axis < 0 ? axis + first.dims.count : axis
        guard first.dims.indices.contains(dimension), parts.allSatisfy({ $0.dims.count == first.dims.count }) else {
            return nil
        }
        var dims = first.dims
        dims[dimension] = 0
        for part in parts {
            guard let sum = try? checkedSum(dims[dimension], part.dims[dimension]) else { return nil }
            dims[dimension] = sum
        }
        var result = ConstantTensor(dims: dims, numbers: .unknown)
        guard dimension == 0, dims[0] <= lengthLimit else { return result }
        let integers = parts.compactMap(\.integers)
        let reals = parts.compactMap(\.reals)
        if integers.count == parts.count {
            result.numbers = .integers(Array(integers.joined()))
        } else if reals.count == parts.count {
            result.numbers = .reals(Array(reals.joined()))
        }
        return result
    }

    private static func sliced(
        _ tensor: ConstantTensor, starts: [Int]?, ends: [Int]?, axes: [Int]?, steps: [Int]?
    ) -> ConstantTensor? {
        guard let starts, let ends, starts.count == ends.count else { return nil }
        let axes = axes ?? Array(starts.indices)
        let steps = steps ?? Array(repeating: 1, count: starts.count)
        guard axes.count == starts.count, steps.count == starts.count else { return nil }
        var result = ConstantTensor(dims: tensor.dims, numbers: .unknown)
        for (index, axis) in axes.enumerated() {
            let dimension = axis < 0 ? axis + tensor.dims.count : axis
            guard tensor.dims.indices.contains(dimension), steps[index] != 0, steps[index] != .min else { return nil }
            let size = tensor.dims[dimension]
            let places: StrideTo<Int>
            if steps[index] > 0 {
                places = stride(
                    from: bounded(starts[index], in: size), to: bounded(ends[index], in: size), by: steps[index])
            } else {
                let start = min(starts[index] < 0 ? starts[index] + size : starts[index], size - 1)
                let end = ends[index] < -size ? -1 : ends[index] < 0 ? ends[index] + size : ends[index]
                places = stride(from: max(start, -1), to: end, by: steps[index])
            }
            guard tensor.dims.count == 1, size <= lengthLimit else {
                guard steps[index] > 0 else { return nil }
                let (first, last) = (bounded(starts[index], in: size), bounded(ends[index], in: size))
                result.dims[dimension] = last > first ? (last - first - 1) / steps[index] + 1 : 0
                continue
            }
            let chosen = Array(places)
            result.dims[0] = chosen.count
            switch tensor.numbers {
            case .integers(let values): result.numbers = .integers(chosen.map { values[$0] })
            case .reals(let values): result.numbers = .reals(chosen.map { values[$0] })
            case .unknown: break
            }
        }
        return result
    }
}

// MARK: Shapes

extension ShapeArithmetic {
    /// A bound of a slice within a dimension: negative counts from its end, beyond is its end.
    static func bounded(_ index: Int, in size: Int) -> Int {
        index < 0 ? (index < -size ? 0 : index + size) : min(index, size)
    }

    /// Dimensions `from` to `to` of a shape.
    static func part(_ shape: [Int], from: Int, to: Int) -> [Int] {
        let (first, last) = (bounded(from, in: shape.count), bounded(to, in: shape.count))
        return first < last ? Array(shape[first..<last]) : []
    }

    /// The shape that `wanted` asks for: 0 keeps a dimension, one -1 takes what is left; nil where that does not fit.
    static func filled(_ wanted: [Int], from shape: [Int], keepsZero: Bool) -> [Int]? {
        var result = wanted
        var known = 1
        var open: Int?
        for (index, size) in wanted.enumerated() {
            if size == 0, keepsZero {
                guard index < shape.count else { return nil }
                result[index] = shape[index]
            }
            if size == -1 {
                guard open == nil else { return nil }
                open = index
                continue
            }
            guard result[index] >= 0, let product = try? checkedProduct(known, result[index]) else { return nil }
            known = product
        }
        var total = 1
        for size in shape {
            guard let product = try? checkedProduct(total, size) else { return nil }
            total = product
        }
        if let open {
            guard known > 0, total % known == 0 else { return nil }
            result[open] = total / known
            return result
        }
        return known == total ? result : nil
    }

    /// Two dimensions: what is before the axis, and the rest.
    static func flattened(_ shape: [Int], axis: Int) -> [Int]? {
        let split = axis < 0 ? axis + shape.count : axis
        guard (0...shape.count).contains(split) else { return nil }
        var sizes = [1, 1]
        for (index, size) in shape.enumerated() {
            guard let product = try? checkedProduct(sizes[index < split ? 0 : 1], size) else { return nil }
            sizes[index < split ? 0 : 1] = product
        }
        return sizes
    }

    /// The shape without the given dimensions of size 1, or without any such where none are given.
    static func squeezed(_ shape: [Int], _ axes: [Int]?) -> [Int]? {
        guard let axes else { return shape.filter { $0 != 1 } }
        let dropped = Set(axes.map { $0 < 0 ? $0 + shape.count : $0 })
        guard dropped.allSatisfy({ shape.indices.contains($0) && shape[$0] == 1 }) else { return nil }
        return shape.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
    }

    /// The shape with dimensions of size 1 put in at the given places of the result.
    static func unsqueezed(_ shape: [Int], _ axes: [Int]) -> [Int]? {
        let count = shape.count + axes.count
        let added = Set(axes.map { $0 < 0 ? $0 + count : $0 })
        guard count <= ConstantTensor.rankLimit, added.count == axes.count,
            added.allSatisfy({ (0..<count).contains($0) })
        else { return nil }
        var rest = shape[...]
        return (0..<count).map { added.contains($0) ? 1 : rest.popFirst() ?? 1 }
    }

    /// The shape that both shapes broadcast to; nil where they do not.
    static func broadcast(_ first: [Int], _ second: [Int]) -> [Int]? {
        let count = max(first.count, second.count)
        func padded(_ shape: [Int]) -> [Int] { Array(repeating: 1, count: count - shape.count) + shape }
        var result: [Int] = []
        for (a, b) in zip(padded(first), padded(second)) {
            guard a == b || a == 1 || b == 1 else { return nil }
            result.append(a == 1 ? b : a)
        }
        return result
    }
}
