import NetworkIR

/// The kernels of oneDNN, the library that PyTorch uses on processors; opened when first needed.
public struct OneDNNBackend: KernelBackend {
    public init() {}

    public var name: String { "onednn" }

    public var algorithmNames: [String] { ["auto", "direct", "winograd"] }

    public var version: String {
        switch OneDNNLibrary.shared {
        case .success(let library): library.version
        case .failure: ""
        }
    }

    public func availability() -> KernelAvailability {
        switch OneDNNLibrary.shared {
        case .success: .available
        case .failure(let error): .missing(package: OneDNNLibrary.packageName, message: error.description)
        }
    }

    public func algorithms(for problem: Problem) -> [String] {
        let candidates: [String]
        if case .convolution(let convolution) = problem.operation {
            // Winograd's transforms exist for dense 3x3 windows that move by one.
            let window = convolution.window
            let isWinograd =
                window.kernel == Extent(square: 3) && window.stride == .one && window.dilation == .one
                && convolution.groups == 1
            candidates = ["auto", "direct"] + (isWinograd ? ["winograd"] : [])
        } else {
            candidates = ["auto"]
        }
        guard case .success(let library) = OneDNNLibrary.shared else { return [] }
        guard (try? problem.plainBytes()) != nil else { return [] }
        return candidates.filter { (try? layer(library, problem, $0)) != nil }
    }

    public func reasonAgainst(_ problem: Problem) -> String {
        do throws(KernelError) {
            _ = try problem.plainBytes()
            _ = try layer(try OneDNNLibrary.shared.get(), problem, "auto")
            return "it has none for this operation"
        } catch {
            if case .unsupported(_, _, _, let reason) = error { return reason }
            return error.description
        }
    }

    public func prepare(
        _ problem: Problem, algorithm: String, threads: Int
    ) throws(KernelError) -> any PreparedKernel {
        let library = try OneDNNLibrary.shared.get()
        // Before the library computes with sizes that it does not check.
        try problem.reserve(bytes: try problem.plainBytes())
        library.setThreads(threads)
        return try OneDNNKernel(library, problem, try layer(library, problem, algorithm), threads: threads)
    }

    private func layer(
        _ library: OneDNNLibrary, _ problem: Problem, _ algorithm: String
    ) throws(KernelError) -> OneDNNLayer {
        // The library plans with 32-bit sizes, and divides by what they overflow to.
        let counts = try problem.operands().map(\.count) + [try problem.resultDimensions().reduce(1, &*)]
        if counts.contains(where: { $0 > Int(Int32.max) }) {
            throw .unsupported(
                backend: name, algorithm: algorithm, problem: problem.key,
                reason: "a map or its weights have more than 2147483647 elements")
        }
        var options = OneDNNLayerOptions()
        options.algorithm = algorithm
        return try OneDNNLayerBuilder(library, problem, options).layer()
    }
}
