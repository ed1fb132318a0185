import NetworkIR

/// Why a network cannot be priced.
public enum CostError: Error, Hashable, Sendable {
    /// A count of this layer, or the sum up to and with it, leaves 64 bits.
    case overflow(layer: String, line: Int)
    /// The receptive field of this layer by its windows leaves 64 bits.
    case receptiveFieldOverflow(layer: String, line: Int)
    /// A batch must hold at least one image.
    case emptyBatch(Int)
}

extension CostError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .overflow(let layer, let line):
            "the cost of \(CostError.name(layer, line)) does not fit 64 bits"
        case .receptiveFieldOverflow(let layer, let line):
            "the receptive field of \(CostError.name(layer, line)) does not fit 64 bits"
        case .emptyBatch(let batch):
            "a batch must hold at least one image; got \(batch)"
        }
    }

    private static func name(_ layer: String, _ line: Int) -> String {
        "layer '\(layer)'" + (line > 0 ? " (line \(line))" : "")
    }
}

extension Layer {
    /// The error that a count of this layer overflows.
    var overflow: CostError { .overflow(layer: name, line: line) }

    /// Runs `body` and names this layer where a count overflows.
    func naming<Result>(_ body: () throws(CountOverflow) -> Result) throws(CostError) -> Result {
        do {
            return try body()
        } catch {
            throw overflow
        }
    }
}
