import KernelGeometry
import MachineProbe
import NetworkIR

extension Problem {
    /// The sizes of the problem's window over its first input; nil for operations without a window.
    ///
    /// A transposed convolution is described by the convolution that it transposes, whose input is its output.
    func windowGeometry() throws(KernelError) -> ConvolutionGeometry? {
        let output = try outputMap()
        return switch operation {
        case .convolution(let convolution):
            geometry(convolution.window, groups: convolution.groups, from: inputs[0], to: output)
        case .transposedConvolution(let convolution):
            geometry(convolution.window, groups: convolution.groups, from: output, to: inputs[0])
        case .pool(let pool):
            geometry(pool.window, groups: output.channels, from: inputs[0], to: output)
        default:
            nil
        }
    }

    /// A fully connected layer as the convolution whose window is the whole map.
    func mapWideGeometry() throws(KernelError) -> ConvolutionGeometry {
        let kernel = Extent(height: inputs[0].height, width: inputs[0].width)
        return geometry(Window(kernel: kernel), groups: 1, from: inputs[0], to: try outputMap())
    }

    private func geometry(
        _ window: Window, groups: Int, from input: FeatureMap, to output: FeatureMap
    ) -> ConvolutionGeometry {
        ConvolutionGeometry(
            batch: batch, inputChannels: input.channels, inputHeight: input.height, inputWidth: input.width,
            outputChannels: output.channels, outputHeight: output.height, outputWidth: output.width,
            kernelHeight: window.kernel.height, kernelWidth: window.kernel.width,
            strideHeight: window.stride.height, strideWidth: window.stride.width,
            dilationHeight: window.dilation.height, dilationWidth: window.dilation.width,
            paddingTop: window.padding.top, paddingLeft: window.padding.left, groups: groups)
    }

    /// The sizes of the first input for the batch.
    var sourceGeometry: MapGeometry {
        MapGeometry(batch: batch, channels: inputs[0].channels, height: inputs[0].height, width: inputs[0].width)
    }

    /// An upper bound of the products that one element of the result sums up; 1 for what sums nothing.
    func productsPerResult() throws(KernelError) -> Int {
        do {
            switch operation {
            case .convolution, .transposedConvolution:
                guard let window = try windowGeometry() else { return 1 }
                let taps = try checkedProduct(window.kernelHeight, window.kernelWidth)
                let isSpread: Bool =
                    if case .convolution = operation { pass == .backwardData } else { pass == .forward }
                if pass == .backwardWeights {
                    return try checkedProduct(batch, window.outputHeight, window.outputWidth)
                }
                return try checkedProduct(
                    taps, isSpread ? window.outputChannelsPerGroup : window.inputChannelsPerGroup)
            case .fullyConnected(let outputs, _):
                return switch pass {
                case .forward: try inputs[0].elements()
                case .backwardData: outputs
                case .backwardWeights: batch
                }
            case .nearestNeighbours:
                // A difference of two values is squared: four times a product.
                return try checkedProduct(4, inputs[0].elements())
            default:
                return 1
            }
        } catch {
            throw (error as? KernelError) ?? .sizeOverflow(problem: key)
        }
    }

    /// The largest absolute value that verification draws: 4, or less where a sum of so many products could leave 2^24.
    ///
    /// Below 2^24 every sum of integers is exact in Float, whatever its order.
    func verificationAmplitude() throws(KernelError) -> Int {
        let products = try productsPerResult()
        return [4, 2].first { products < 16_777_216 / ($0 * $0) } ?? 1
    }

    /// The power of two by which int8 results are scaled before they are rounded and cut to -128…127.
    ///
    /// It brings two standard deviations of the sum to about 64, so that few results saturate.
    func int8Scale() throws(KernelError) -> Float {
        let amplitude = Double(try verificationAmplitude())
        let deviation = (Double(try productsPerResult()) * 6).squareRoot() * amplitude * amplitude / 6
        var scale: Float = 1
        while Double(scale) * deviation > 32 { scale /= 2 }
        return scale
    }

    /// Refuses where `bytes` more would not fit this machine and container.
    func reserve(bytes: Int) throws(KernelError) {
        let limits = MemoryLimits.current()
        // Nothing known (no /proc): the allocator decides.
        guard limits.total > 0, bytes > limits.usable else { return }
        throw .notEnoughMemory(needed: bytes, available: limits.usable, problem: key)
    }

    /// Bytes of all operands and of the result as Float in plain layouts.
    func plainBytes() throws(KernelError) -> Int {
        do {
            var bytes = 0
            for operand in try operands() { bytes = try checkedSum(bytes, checkedProduct(operand.count, 4)) }
            var result = 4
            for dimension in try resultDimensions() { result = try checkedProduct(result, dimension) }
            return try checkedSum(bytes, result)
        } catch {
            throw (error as? KernelError) ?? .sizeOverflow(problem: key)
        }
    }
}
