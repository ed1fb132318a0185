import NetworkIR

/// Why a kernel cannot be prepared or run. The sentences stand in `description`, in one place.
public enum KernelError: Error, Hashable, Sendable {
    /// The backend's library is not installed.
    case libraryMissing(library: String, package: String, detail: String)
    /// The library is too old or too new: a function is not in it.
    case symbolMissing(symbol: String, library: String)
    /// The backend has no such kernel.
    case unsupported(backend: String, algorithm: String, problem: String, reason: String)
    /// The backend has no algorithm of this name for the problem.
    case unknownAlgorithm(String, backend: String, known: [String])
    /// Refused before anything was allocated; bytes.
    case notEnoughMemory(needed: Int, available: Int, problem: String)
    /// A single buffer does not fit, although the whole seemed to; bytes.
    case allocationFailed(bytes: Int)
    /// A size of the problem does not fit 64 bits.
    case sizeOverflow(problem: String)
    /// A size that the library cannot take, such as a dimension above 2^31-1.
    case operandMismatch(operand: Int, expected: Int, got: Int)
    case operandCountMismatch(expected: Int, got: Int)
    /// A call into a library failed with the library's own status.
    case callFailed(function: String, status: String)
    case threadsOutOfRange(threads: Int, processors: Int)
    /// The user asked to stop.
    case interrupted(problem: String)
    /// A network that the executor cannot take.
    case executor(layer: String, reason: String)
}

extension KernelError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .libraryMissing(let library, let package, let detail):
            "\(library) is not installed (\(detail)); on Debian: apt-get install \(package)"
        case .symbolMissing(let symbol, let library):
            "\(library) has no function '\(symbol)'; archcost needs "
                + (library.contains("blas") ? "OpenBLAS 0.3" : "oneDNN 2.6 or 2.7")
        case .unsupported(let backend, let algorithm, let problem, let reason):
            "\(backend) has no '\(algorithm)' kernel for '\(problem)': \(reason)"
        case .unknownAlgorithm(let algorithm, let backend, let known):
            known.isEmpty
                ? "\(backend) has no kernel for this problem"
                : "\(backend) has no algorithm '\(algorithm)' for this problem; it has \(known.joined(separator: ", "))"
        case .notEnoughMemory(let needed, let available, let problem):
            "'\(problem)' needs \(mebibytes(needed)) MiB of memory; \(mebibytes(available)) MiB are available"
        case .allocationFailed(let bytes):
            "there is no memory for a buffer of \(mebibytes(bytes)) MiB"
        case .sizeOverflow(let problem):
            "a size of '\(problem)' does not fit 64 bits"
        case .operandMismatch(let operand, let expected, let got):
            "operand \(operand) must have \(expected) elements; got \(got)"
        case .operandCountMismatch(let expected, let got):
            "expected \(expected) operands, got \(got)"
        case .callFailed(let function, let status):
            "\(function) failed: \(status)"
        case .threadsOutOfRange(let threads, let processors):
            "the number of threads must be 1 to \(processors); got \(threads)"
        case .interrupted(let problem):
            "the computation of '\(problem)' was interrupted"
        case .executor(let layer, let reason):
            "layer '\(layer)' cannot be executed: \(reason)"
        }
    }

    private func mebibytes(_ bytes: Int) -> Int { bytes / 1_048_576 + (bytes % 1_048_576 == 0 ? 0 : 1) }
}
