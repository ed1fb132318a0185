import NetworkIR
import ReferenceKernels

/// Whether a kernel computes what the reference computes.
public enum Verification: Hashable, Sendable {
    /// Equal within `tolerance` (0: exactly) of every element.
    case passed(largestDifference: Float, tolerance: Float)
    /// Some element differs by more than the tolerance; `index` is the first that differs at all.
    case failed(largestDifference: Float, tolerance: Float, index: Int)
    /// Equal, but with so many zeros that equality says little.
    case mistrusted(zeroShare: Double, expectedZeroShare: Double)

    public var isPassed: Bool {
        if case .passed = self { true } else { false }
    }
}

extension Verification: CustomStringConvertible {
    public var description: String {
        switch self {
        case .passed(let difference, let tolerance):
            tolerance == 0
                ? "equal to the reference" : "within \(difference) of the reference (\(tolerance) is allowed)"
        case .failed(let difference, let tolerance, let index):
            "differs from the reference by up to \(difference), first at element \(index); \(tolerance) is allowed"
        case .mistrusted(let share, let expected):
            "\(percent(share)) % of the results are zero where \(percent(expected)) % were expected"
        }
    }

    private func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
}

/// Runs a kernel on small random integers and compares every element with `swift/reference`.
///
/// Sums of integers below 2^24 are exact in any order, so the comparison is exact, but for kernels that compute
/// something else than such a sum (`Problem.tolerance`). The kernel starts on a result full of NaN.
///
/// - Throws: what `prepare` and `run` throw.
public func verify(
    _ problem: Problem, backend: some KernelBackend, algorithm: String, threads: Int = 1, seed: UInt64 = 1
) throws(KernelError) -> Verification {
    let operands = try problem.randomOperands(seed: seed)
    let expected = try referenceResult(problem, operands)
    let kernel = try backend.prepare(problem, algorithm: algorithm, threads: threads)
    return try verify(kernel, problem, algorithm: algorithm, operands: operands, expected: expected)
}

/// What `swift/reference` computes of the operands.
///
/// - Parameter isCancelled: asked again and again; once it says true, `interrupted` is thrown.
public func referenceResult(
    _ problem: Problem, _ operands: [[Float]], unless isCancelled: () -> Bool = { false }
) throws(KernelError) -> [Float] {
    if isCancelled() { throw .interrupted(problem: problem.key) }
    let reference = try ReferenceKernel(problem, operands: operands)
    reference.run(unless: isCancelled)
    if isCancelled() { throw .interrupted(problem: problem.key) }
    return try reference.result()
}

/// Compares one prepared kernel with a reference result that is already known.
public func verify(
    _ kernel: any PreparedKernel, _ problem: Problem, algorithm: String, operands: [[Float]], expected: [Float]
) throws(KernelError) -> Verification {
    try kernel.load(operands)
    try kernel.run()
    let result = try kernel.result()
    guard result.count == expected.count else {
        throw .operandMismatch(operand: -1, expected: expected.count, got: result.count)
    }
    let comparison = expected.withUnsafeBufferPointer { expected in
        result.withUnsafeBufferPointer { compareElements(expected, $0) }
    }
    let tolerance = try problem.tolerance(algorithm: algorithm, largest: comparison.largest)
    // Negated, so that a NaN fails.
    if !(comparison.difference <= tolerance) {
        return .failed(
            largestDifference: comparison.difference, tolerance: tolerance, index: comparison.firstDifference ?? 0)
    }
    let zeroShare = Double(comparison.zeros) / Double(max(result.count, 1))
    let expectedZeros = try problem.expectedZeroShare()
    // Small results may be all zero by chance.
    if result.count >= 32 && zeroShare > (1 + expectedZeros) / 2 {
        return .mistrusted(zeroShare: zeroShare, expectedZeroShare: expectedZeros)
    }
    return .passed(largestDifference: comparison.difference, tolerance: tolerance)
}
