import CostAnalysis
import NetworkIR

extension Problem {
    /// Floating-point operations that one run has to do: two a multiply-accumulate whose tap falls on the map, and
    /// every other operation; nil where a count leaves 64 bits.
    ///
    /// Libraries skip taps on padding, so that counting them would show rates above the peak for small maps.
    public var requiredFLOPs: Int? {
        guard
            let output = try? operation.output(of: inputs),
            let work = try? operation.work(inputs: inputs, output: output),
            let products = try? checkedProduct(2, work.validMACs.count),
            let all = try? checkedSum(products, work.pointwise.count)
        else { return nil }
        return try? checkedProduct(all, batch)
    }
}
