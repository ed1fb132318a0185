import NetworkIR

/// One kernel of an executor, tied to its buffers.
enum ExecutorCall {
    case library(OneDNNCall)
    /// One of our own kernels, for what the library lacks.
    case own(() -> Void)

    @inline(__always)
    func run() throws(KernelError) {
        switch self {
        case .library(let call): try call.run()
        case .own(let body): body()
        }
    }
}

/// A map as it lies in memory while the executor is built.
struct ExecutorValue: WalkedMap {
    var tensor: OneDNNTensor
    var map: FeatureMap
    var isFlattened = false
    /// Copies in other layouts, made for kernels that wanted them.
    var copies: [OneDNNTensor] = []
}
