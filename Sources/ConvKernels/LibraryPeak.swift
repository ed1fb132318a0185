import NetworkIR

/// The most that oneDNN reaches in a precision, on convolutions that suit it: a peak for precisions that no simple loop
/// of ours can measure.
///
/// - Parameters:
///   - threads: OpenMP threads.
///   - seconds: how long to try, in all.
/// - Returns: 10^9 operations a second, a multiply-add being two; nil where the library or the processor lacks it.
public func libraryPeakGops(_ precision: Precision, threads: Int, seconds: Double = 0.5) -> Double? {
    let backend = OneDNNBackend()
    // Large channel counts, no padding, operands that stay in the second-level cache.
    let keys = [
        "conv n1 ic512 ih14 iw14 oc512 k1x1 s1x1 p0,0,0,0 d1x1 g1",
        "conv n1 ic256 ih30 iw30 oc256 k3x3 s1x1 p0,0,0,0 d1x1 g1",
    ]
    var best: Double?
    for key in keys {
        guard
            let problem = Problem(key: "\(key) \(precision.rawValue) fwd"), let output = try? problem.outputMap(),
            let products = try? problem.productsPerResult(),
            let kernel = try? backend.prepare(problem, algorithm: "direct", threads: threads)
        else { continue }
        let operations = 2 * Double(products) * Double(output.channels * output.height * output.width)
        let budget = UInt64(max(seconds, 0.01) * 1e9 / Double(keys.count))
        var (spent, fastest) = (UInt64(0), UInt64.max)
        repeat {
            guard let elapsed = try? kernel.timedRun(), elapsed > 0 else { return best }
            spent += elapsed
            fastest = min(fastest, elapsed)
        } while spent < budget
        best = max(best ?? 0, operations / Double(fastest))
    }
    return best
}
