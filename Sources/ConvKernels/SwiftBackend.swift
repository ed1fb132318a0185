import NetworkIR

/// Kernels of our own, in Swift: no library needed.
///
/// `reference` is the obvious loop nest for every operation, and verifies all others. The others are vectorised, with the
/// best instructions that the processor has: `pointwise` for 1x1 convolutions, `depthwise` for one filter a channel,
/// `direct` for all else, and for some convolutions `im2col` and Winograd's algorithms too.
public struct SwiftBackend: KernelBackend {
    public init() {}

    public var name: String { "swift" }

    /// Changes whenever a kernel is changed in a way that its time may show.
    public var version: String { "2" }

    public func availability() -> KernelAvailability { .available }

    public func algorithms(for problem: Problem) -> [String] {
        DirectKernel.algorithms(for: problem)
            + (problem.precision == .f32 && ReferenceKernel.canRun(problem) ? ["reference"] : [])
    }

    public func prepare(
        _ problem: Problem, algorithm: String, threads: Int
    ) throws(KernelError) -> any PreparedKernel {
        let known = algorithms(for: problem)
        // The most specific kernel is also the direct one.
        let isGeneral = algorithm == "direct" && DirectKernel.canRun(problem)
        guard known.contains(algorithm) || isGeneral else {
            throw .unknownAlgorithm(algorithm, backend: name, known: known)
        }
        guard threads == 1 || algorithm != "reference" else {
            throw .unsupported(
                backend: name, algorithm: algorithm, problem: problem.key, reason: "the plain loops run on one thread")
        }
        return algorithm == "reference"
            ? try ReferenceKernel(problem) : try DirectKernel(problem, algorithm: algorithm, threads: threads)
    }
}
