import ConvKernels
import NetworkIR

/// What the reference loops make of a network, computed once for all that are compared with it.
public final class WholeNetworkReference {
    private let network: Network
    private let batch: Int
    private let flops: Int
    private let limit: Int
    private var known: Result<NetworkReference, KernelError>?

    /// - Parameter limit: operations beyond which there is no reference; the loops come to some GFLOP/s.
    public init(_ network: Network, batch: Int, limit: Int = 1 << 39) {
        self.network = network
        self.batch = batch
        self.limit = limit
        let work = network.layers.compactMap { network.problem(of: $0, batch: batch)?.requiredFLOPs }
        flops = work.reduce(0) { $0 + min($1, limit) }
    }

    /// True where it would keep the user waiting for seconds when it is asked for next.
    public var isSlow: Bool { known == nil && (1 << 33...limit).contains(flops) }

    /// nil where it would take many minutes.
    func result(unless isCancelled: () -> Bool) -> Result<NetworkReference, KernelError>? {
        guard flops <= limit else { return nil }
        if let known { return known }
        let result: Result<NetworkReference, KernelError>
        do {
            let parameters = try NetworkParameters.random(network, values: .scaled, seed: 1)
            let image = try WholeNetwork.image(network, batch: batch)
            result = .success(
                try NetworkReference(of: network, parameters, input: image, batch: batch, unless: isCancelled))
        } catch {
            result = .failure(error)
        }
        known = result
        return result
    }
}
