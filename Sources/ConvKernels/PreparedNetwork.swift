import NetworkIR

/// A whole network ready to run, layouts handed from kernel to kernel.
public protocol PreparedNetwork: PreparedWork {
    var network: Network { get }
    var options: NetworkExecutorOptions { get }
    /// In the order in which they run.
    var steps: [ExecutorStep] { get }

    /// Sets the input images, plain NCHW.
    func setInput(_ values: [Float]) throws(KernelError)

    /// Runs once and returns the nanoseconds of each step, by the monotonic clock.
    func runTimingSteps() throws(KernelError) -> [UInt64]

    /// The maps that leave the network, in the order of `network.outputs`, plain NCHW.
    func outputs() throws(KernelError) -> [[Float]]
}

extension PreparedNetwork {
    /// The number of layout changes between kernels.
    public var reorderCount: Int { steps.count { $0.kind == .reorder } }
}
