import ConvKernels
import NetworkIR

extension WholeNetwork {
    /// The layers of each kernel that a run end to end has, its main layer first: batch norms folded, activations and
    /// residual additions fused. Layers in none run nothing.
    public static func kernels(of network: Network) -> [[Int]] { KernelGrouping.kernels(of: network) }
}
