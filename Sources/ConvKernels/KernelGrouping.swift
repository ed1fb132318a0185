import NetworkIR

/// Which layers of a network run in one kernel, as the executor fuses them.
public enum KernelGrouping {
    /// The layers of each kernel, its main layer first, in the order in which kernels run.
    ///
    /// Layers in none are views: nothing runs. The executor splits a group again where the library lacks a kernel for all of
    /// it, which none of the networks in `architectures/` meets.
    public static func kernels(of network: Network) -> [[Int]] {
        let plan = FusionPlan(network, NetworkExecutorOptions())
        var isDone = [Bool](repeating: false, count: network.layers.count)
        var kernels: [[Int]] = []
        for index in network.layers.indices where !isDone[index] && network.layers[index].operation.takesTime {
            let group = plan.group(of: index)
            let layers = group.layers(group.tail.count)
            for layer in layers { isDone[layer] = true }
            kernels.append(layers)
        }
        return kernels
    }
}
