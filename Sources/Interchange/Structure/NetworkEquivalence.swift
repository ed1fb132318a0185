import NetworkIR

extension Network {
    /// Whether both networks do the same: equal operations on equal maps, each as often, with the same outputs.
    ///
    /// The order of layers that do not depend on each other, their names and the operands' order of sums and products do not
    /// count.
    public func computesSame(as other: Network) -> Bool {
        guard input == other.input, layers.count == other.layers.count else { return false }
        var numbers: [LayerIdentity: Int] = [:]
        let (mine, others) = (identities(&numbers), other.identities(&numbers))
        guard mine.sorted() == others.sorted() else { return false }
        return outputs.map { mine[$0] }.sorted() == other.outputs.map { others[$0] }.sorted()
    }

    private struct LayerIdentity: Hashable {
        var operation: Operation
        var inputs: [Int]
    }

    /// A number for each layer, equal where operation and inputs are.
    private func identities(_ numbers: inout [LayerIdentity: Int]) -> [Int] {
        var result: [Int] = []
        result.reserveCapacity(layers.count)
        for layer in layers {
            var inputs = layer.inputs.map { source -> Int in
                switch source {
                case .input: -1
                case .layer(let index): result[index]
                }
            }
            if layer.operation == .add || layer.operation == .multiply { inputs.sort() }
            let identity = LayerIdentity(operation: layer.operation, inputs: inputs)
            let number = numbers[identity] ?? numbers.count
            numbers[identity] = number
            result.append(number)
        }
        return result
    }
}
