import NetworkIR

/// Kernels of our own, in Swift: no library needed.
///
/// `reference` is the obvious loop nest for every operation, and verifies all others. The others are vectorised, with the
/// best instructions that the processor has: `direct` for everything (by kernels of their own for 1x1 convolutions and for
/// one filter a channel), and for some convolutions `im2col` and Winograd's algorithms too.
public struct SwiftBackend: KernelBackend {
    public init() {}

    public var name: String { "swift" }

    public var algorithmNames: [String] { ["direct", "im2col", "reference", "winograd-2x2", "winograd-4x4"] }

    /// Changes whenever a kernel is changed in a way that its time may show.
    public var version: String { "2" }

    public func availability() -> KernelAvailability { .available }

    public func algorithms(for problem: Problem) -> [String] {
        DirectKernel.algorithms(for: problem)
            + (problem.precision == .f32 && ReferenceKernel.canRun(problem) ? ["reference"] : [])
    }

    public func reasonAgainst(_ problem: Problem) -> String {
        if problem.precision != .f32 { return "our kernels compute in f32" }
        return problem.pass == .backwardWeights
            ? "our kernels make no gradients by weights" : "we have none for this operation and pass"
    }

    public func prepare(
        _ problem: Problem, algorithm: String, threads: Int
    ) throws(KernelError) -> any PreparedKernel {
        let known = algorithms(for: problem)
        guard known.contains(algorithm) else {
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
