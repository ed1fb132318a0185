import NetworkIR

/// What a `Quantity` counts; a type of its own for every unit, so that two units never meet in one sum.
public protocol CountUnit: Sendable {
    /// The unit as reports print it behind a number, such as `MACs`.
    static var symbol: String { get }
}

/// One multiplication whose product is added to a running sum.
public enum MultiplyAccumulate: CountUnit {
    public static let symbol = "MACs"
}

/// One arithmetic operation; a multiply-accumulate is two of them.
public enum FloatingPointOperation: CountUnit {
    public static let symbol = "FLOPs"
}

/// One learned number.
public enum LearnedNumber: CountUnit {
    public static let symbol = "params"
}

/// One element of a feature map or of a weight tensor.
public enum TensorElement: CountUnit {
    public static let symbol = "elements"
}

/// One byte of memory.
public enum MemoryByte: CountUnit {
    public static let symbol = "B"
}

/// A count with its unit in its type: MACs and FLOPs cannot be added, compared or passed for each other.
///
/// Arithmetic is checked: what leaves 64 bits throws `CountOverflow`.
public struct Quantity<Unit: CountUnit>: Hashable, Sendable {
    public var count: Int

    public init(_ count: Int) {
        self.count = count
    }

    public static var zero: Quantity { Quantity(0) }

    /// The sum of both; throws where it leaves 64 bits.
    public func adding(_ other: Quantity) throws(CountOverflow) -> Quantity {
        Quantity(try checkedSum(count, other.count))
    }

    /// The quantity taken `factor` times; throws where it leaves 64 bits.
    public func times(_ factor: Int) throws(CountOverflow) -> Quantity {
        Quantity(try checkedProduct(count, factor))
    }
}

extension Quantity: Comparable {
    public static func < (left: Quantity, right: Quantity) -> Bool { left.count < right.count }
}

extension Quantity: CustomStringConvertible {
    /// All digits and the unit: `4089184256 MACs`.
    public var description: String { "\(count) \(Unit.symbol)" }
}

public typealias MACs = Quantity<MultiplyAccumulate>
public typealias FLOPs = Quantity<FloatingPointOperation>
public typealias Parameters = Quantity<LearnedNumber>
public typealias Elements = Quantity<TensorElement>
public typealias Bytes = Quantity<MemoryByte>

extension Quantity<FloatingPointOperation> {
    /// The operations of multiply-accumulates: a multiplication and an addition each.
    public init(of macs: MACs) throws(CountOverflow) {
        self.init(try checkedProduct(macs.count, 2))
    }
}

extension Quantity<MemoryByte> {
    /// The bytes of elements kept in the given precision.
    public init(of elements: Elements, in precision: Precision) throws(CountOverflow) {
        self.init(try checkedProduct(elements.count, precision.bytes))
    }
}
