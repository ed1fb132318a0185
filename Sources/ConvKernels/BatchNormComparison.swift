import NetworkIR

/// A convolution followed by its batch norm, and the one convolution that computes both.
///
/// Made by `prepare`, which has verified that the two give the same output.
public struct BatchNormComparison {
    /// Two kernels, one after the other.
    public var separate: NetworkExecutor
    /// One kernel, the batch norm in its weights.
    public var merged: NetworkExecutor
    /// The largest difference of their outputs over the largest output.
    public var relativeDifference: Float

    /// The most that `relativeDifference` may be: the factors round each weight once more, and a sum of n products with
    /// independent roundings moves by about √n of them.
    public var tolerance: Float

    /// Prepares both for a convolution, transposed convolution or fully connected layer.
    ///
    /// - Throws: `unsupported` for other operations or precisions; `executor` where the outputs differ.
    public static func prepare(
        _ problem: Problem, algorithm: String = "auto", threads: Int = 1, seed: UInt64 = 1
    ) throws(KernelError) -> BatchNormComparison {
        guard problem.operation.sumsProducts, problem.pass == .forward, problem.precision == .f32,
            let map = problem.inputs.first
        else {
            throw .unsupported(
                backend: "onednn", algorithm: algorithm, problem: problem.key,
                reason: "a batch norm is folded into forward f32 convolutions and fully connected layers")
        }
        var network = Network(name: problem.key, input: map)
        do {
            let place = try network.append(problem.operation, to: [.input], name: "convolution")
            try network.append(.batchNorm, to: [place], name: "batch norm")
        } catch {
            throw .unsupported(
                backend: "onednn", algorithm: algorithm, problem: problem.key, reason: error.description)
        }
        network.outputs = [1]
        let parameters = try NetworkParameters.random(network, values: .scaled, seed: seed)
        var options = NetworkExecutorOptions()
        options.batch = problem.batch
        options.threads = threads
        options.algorithm = { _ in algorithm }
        options.foldsIntoTransposed = true
        let merged = try NetworkExecutor(network, parameters, options)
        options.foldsBatchNorm = false
        let separate = try NetworkExecutor(network, parameters, options)

        let input = Problem(operation: .activation(.relu), inputs: [map], batch: problem.batch)
        let values = try input.randomOperands(seed: seed)[0]
        for executor in [merged, separate] {
            try executor.setInput(values)
            try executor.run()
        }
        let (first, second) = (try separate.outputs()[0], try merged.outputs()[0])
        let largest = first.reduce(0) { max($0, abs($1)) }
        let difference = zip(first, second).reduce(0) { max($0, abs($1.0 - $1.1)) }
        let comparison = BatchNormComparison(
            separate: separate, merged: merged, relativeDifference: largest > 0 ? difference / largest : .infinity,
            tolerance: 0x1p-23 * Float(max(try problem.productsPerResult(), 16)).squareRoot()
                * (algorithm == "winograd" ? 64 : 4))
        guard comparison.relativeDifference <= comparison.tolerance else {
            throw .executor(
                layer: problem.key,
                reason: "merged and separate differ by \(comparison.relativeDifference) of the largest output")
        }
        return comparison
    }
}
