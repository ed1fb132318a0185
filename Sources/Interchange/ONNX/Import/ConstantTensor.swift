import NetworkIR

/// A tensor that does not depend on the input: a weight, of which only the shape counts, or numbers of shape arithmetic.
struct ConstantTensor {
    enum Numbers {
        case integers([Int])
        case reals([Double])
        /// Left out of the file, or too many to be kept.
        case unknown
    }

    var dims: [Int]
    var numbers: Numbers

    static let rankLimit = 16

    var count: Int? {
        var product = 1
        for dim in dims {
            guard dim >= 0, let next = try? checkedProduct(product, dim) else { return nil }
            product = next
        }
        return product
    }

    var integers: [Int]? {
        switch numbers {
        case .integers(let values): values
        case .reals(let values):
            values.allSatisfy { $0 == $0.rounded() && abs($0) < 0x1p53 } ? values.map { Int($0) } : nil
        case .unknown: nil
        }
    }

    var reals: [Double]? {
        switch numbers {
        case .integers(let values): values.map(Double.init)
        case .reals(let values): values
        case .unknown: nil
        }
    }

    /// The one number of a tensor with one element.
    var scalar: Double? {
        guard count == 1, let reals, reals.count == 1 else { return nil }
        return reals[0]
    }

    init(dims: [Int], numbers: Numbers) {
        self.dims = dims
        self.numbers = numbers
    }

    /// A vector of integers.
    init(_ integers: [Int]) { self.init(dims: [integers.count], numbers: .integers(integers)) }
}

extension ConstantTensor {
    /// What a message holds; numbers that do not fill the shape are treated as left out.
    init(_ tensor: Onnx_TensorProto) throws(NodeProblem) {
        guard tensor.dims.count <= ConstantTensor.rankLimit else {
            throw .inexpressible("a tensor has \(tensor.dims.count) dimensions")
        }
        guard tensor.dims.allSatisfy({ $0 >= 0 }) else { throw .inexpressible("a tensor has a negative size") }
        self.init(dims: tensor.dims.map { Int($0) }, numbers: .unknown)
        guard let count, tensor.dataLocation == .default else { return }
        numbers = ConstantTensor.numbers(of: tensor)
        let kept: Int? =
            switch numbers {
            case .integers(let values): values.count
            case .reals(let values): values.count
            case .unknown: nil
            }
        if kept != count { numbers = .unknown }
    }

    private static func numbers(of tensor: Onnx_TensorProto) -> Numbers {
        // The element types by their numbers in the ONNX specification.
        switch tensor.dataType {
        case 1:
            return tensor.rawData.isEmpty
                ? .reals(tensor.floatData.map(Double.init))
                : .reals(words(tensor, UInt32.self).map { Double(Float(bitPattern: $0)) })
        case 11:
            return tensor.rawData.isEmpty
                ? .reals(tensor.doubleData) : .reals(words(tensor, UInt64.self).map { Double(bitPattern: $0) })
        case 7:
            return tensor.rawData.isEmpty
                ? .integers(tensor.int64Data.map(Int.init))
                : .integers(words(tensor, UInt64.self).map { Int(Int64(bitPattern: $0)) })
        case 6:
            return tensor.rawData.isEmpty
                ? .integers(tensor.int32Data.map(Int.init))
                : .integers(words(tensor, UInt32.self).map { Int(Int32(bitPattern: $0)) })
        case 2, 3, 9:
            return tensor.rawData.isEmpty
                ? .integers(tensor.int32Data.map(Int.init)) : .integers(tensor.rawData.map { Int($0) })
        case 10:
            let halves =
                tensor.rawData.isEmpty
                ? tensor.int32Data.map { UInt16(truncatingIfNeeded: $0) } : words(tensor, UInt16.self)
            return .reals(halves.map { half($0) })
        default: return .unknown
        }
    }

    /// Little-endian words, as the specification lays raw data out.
    private static func words<Word: FixedWidthInteger>(_ tensor: Onnx_TensorProto, _: Word.Type) -> [Word] {
        let bytes = Array(tensor.rawData)
        let size = Word.bitWidth / 8
        return stride(from: 0, to: bytes.count - bytes.count % size, by: size).map { start in
            (0..<size).reduce(0) { $0 | Word(bytes[start + $1]) << Word(8 * $1) }
        }
    }

    /// The value of an IEEE half-precision number.
    private static func half(_ bits: UInt16) -> Double {
        let sign: Double = bits & 0x8000 == 0 ? 1 : -1
        let (exponent, fraction) = (Int(bits >> 10 & 0x1F), Double(bits & 0x3FF))
        switch exponent {
        case 0: return sign * fraction * 0x1p-24
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
        }
    }
}
