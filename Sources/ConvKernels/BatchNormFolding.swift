import NetworkIR

extension NetworkParameters {
    /// A layer's weights and bias with the batch norm behind it taken in.
    ///
    /// y = (w·x + b - mean) · f + shift with f = scale / √(variance + ε), so w' = w·f and b' = (b - mean)·f + shift.
    func folded(_ operation: NetworkIR.Operation, _ index: Int, batchNorm: Int) -> LayerParameters {
        let statistics = layers[batchNorm].operands
        let (mean, variance, scale, shift) = (statistics[0], statistics[1], statistics[2], statistics[3])
        let factors = scale.indices.map { scale[$0] / (variance[$0] + Float(epsilon)).squareRoot() }
        var result = layers[index]
        let bias = result.bias ?? [Float](repeating: 0, count: factors.count)
        result.bias = factors.indices.map { (bias[$0] - mean[$0]) * factors[$0] + shift[$0] }
        let count = result.operands[0].count
        switch operation {
        case .transposedConvolution(let convolution):
            // Inputs first, then the filters of the input's group, then the window.
            let filters = convolution.filters / convolution.groups
            let area = convolution.window.kernel.height * convolution.window.kernel.width
            let inputsOfGroup = count / (filters * area) / convolution.groups
            for place in 0..<count {
                let (input, filter) = (place / (filters * area), place / area % filters)
                result.operands[0][place] *= factors[input / inputsOfGroup * filters + filter]
            }
        default:
            let each = count / factors.count
            for place in 0..<count { result.operands[0][place] *= factors[place / each] }
        }
        return result
    }
}
