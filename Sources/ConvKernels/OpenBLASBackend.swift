import KernelGeometry
import NetworkIR

/// Convolutions as matrix products of OpenBLAS, the library behind most of the world's linear algebra: the image is
/// rearranged into a matrix of all products (`im2col`), whose product with the filters is the result.
public struct OpenBLASBackend: KernelBackend {
    public init() {}

    public var name: String { "openblas" }

    public var algorithmNames: [String] { ["im2col", "sgemm"] }

    public var version: String {
        switch OpenBLASLibrary.shared {
        case .success(let library): library.version
        case .failure: ""
        }
    }

    public func availability() -> KernelAvailability {
        switch OpenBLASLibrary.shared {
        case .success: .available
        case .failure(let error): .missing(package: OpenBLASLibrary.packageName, message: error.description)
        }
    }

    public func algorithms(for problem: Problem) -> [String] {
        guard problem.precision == .f32, problem.pass == .forward, problem.epilogue.isEmpty,
            case .success = OpenBLASLibrary.shared
        else {
            return []
        }
        switch problem.operation {
        case .convolution: return ["im2col"]
        case .fullyConnected: return ["sgemm"]
        default: return []
        }
    }

    public func reasonAgainst(_ problem: Problem) -> String {
        "its matrix product serves convolutions and fully connected layers alone, forward in f32"
    }

    public func prepare(
        _ problem: Problem, algorithm: String, threads: Int
    ) throws(KernelError) -> any PreparedKernel {
        let library = try OpenBLASLibrary.shared.get()
        let known = algorithms(for: problem)
        guard known.contains(algorithm) else {
            throw .unknownAlgorithm(algorithm, backend: name, known: known)
        }
        return try OpenBLASKernel(library, problem, threads: threads)
    }
}
