import KernelGeometry
import NetworkIR

/// Half the distance of 1 from the next larger number: the relative error of one rounding.
private let floatRounding: Float = 0x1p-24
private let bfloatRounding: Float = 0x1p-8

extension Problem {
    /// How far a right kernel's result may be from the reference on the integers of verification; 0: equal.
    ///
    /// - Parameter largest: the largest absolute value of the reference result.
    func tolerance(algorithm: String, largest: Float) throws(KernelError) -> Float {
        guard let last = epilogue.last else { return try sumTolerance(algorithm: algorithm, largest: largest) }
        // None of the functions is steeper than the hard swish, 1.5 at most; each one rounds.
        var steepness: Float = 1
        for _ in epilogue { steepness *= 1.5 }
        let rounding = Problem(
            operation: .activation(last), inputs: [try outputMap()], batch: batch, precision: precision)
        let own = try rounding.sumTolerance(algorithm: "", largest: largest)
        return steepness * (try sumTolerance(algorithm: algorithm, largest: largest) + Float(epilogue.count) * own)
    }

    /// The same without what is applied to the results.
    private func sumTolerance(algorithm: String, largest: Float) throws(KernelError) -> Float {
        if case .convolution = operation {
            guard algorithm.hasPrefix("winograd") else { return 0 }
            if algorithm == "winograd-2x2", precision == .f32, try isExactInQuarters() { return 0 }
            return try winogradTolerance() + (precision == .bf16 ? 2 * bfloatRounding * largest : 0)
        }
        let narrow = precision == .bf16 ? bfloatRounding : 0
        // Functions near 1 are computed with an absolute error, so that tiny results carry a larger relative one.
        let unit = if case .activation = operation { max(largest, 1) } else { largest }
        return (Float(operation.roundings) * floatRounding + Float(operation.roundings > 0 ? 2 : 0) * narrow) * unit
    }

    /// Whether F(2x2, 3x3) computes integers without rounding.
    ///
    /// Its factors are 0, ±1/2 and ±1, so that all numbers are multiples of 1/4. Sources transform to at most 4a, weights to
    /// 9a/4, and nine sums of C of their products make a result.
    private func isExactInQuarters() throws(KernelError) -> Bool {
        let amplitude = try verificationAmplitude()
        return inputs[0].channels < (1 << 24) / (4 * 81 * amplitude * amplitude)
    }

    /// Six standard deviations of the rounding error of Winograd's F(4x4, 3x3).
    ///
    /// Its transforms are sums with fixed coefficients (Lavin and Gray 2016): a row of Bᵀ has at most the 2-norm √42, of
    /// G 1, of Aᵀ √131, each applied along both axes. Operands uniform in -a…a have the variance a(a+1)/3. A sum of C
    /// products, added one after the other, collects C/√2 independent roundings, each with the deviation u/√3.
    private func winogradTolerance() throws(KernelError) -> Float {
        let amplitude = Float(try verificationAmplitude())
        let variance = amplitude * (amplitude + 1) / 3
        let channels = Float(inputs[0].channels)
        let roundings = max(channels.squareRoot(), channels / Float(2).squareRoot())
        return 6 * floatRounding / Float(3).squareRoot() * roundings * 131 * 42 * variance
    }

    /// The share of results that are zero for integers that are not; 0.56 for a ReLU, whose negatives and zeros are.
    func expectedZeroShare() throws(KernelError) -> Double {
        let share = try sumZeroShare()
        // What these make of a large negative sum is less than any number but zero.
        let vanishes = epilogue.contains { activation in
            switch activation {
            case .silu, .sigmoid, .gelu, .hardSwish, .hardSigmoid: true
            default: false
            }
        }
        return vanishes ? share + (1 - share) * 0.56 : share
    }

    private func sumZeroShare() throws(KernelError) -> Double {
        switch operation {
        case .oneHot(let classes): return 1 - 1 / Double(classes)
        case .stridedIdentity(_, let channels):
            return 1 - Double(inputs[0].channels) / Double(channels)
        case .activation(.relu), .activation(.relu6), .activation(.hardSigmoid), .activation(.hardSwish): return 0.56
        case .convolution, .transposedConvolution:
            guard let window = try windowGeometry() else { return 0 }
            return 1 - window.reachedShare(of: writtenSide)
        default: return 0
        }
    }

    /// What of the window the pass writes.
    private var writtenSide: ConvolutionGeometry.Side {
        switch (operation, pass) {
        case (_, .backwardWeights): .taps
        case (.convolution, .forward), (.transposedConvolution, .backwardData): .output
        default: .input
        }
    }
}

extension ConvolutionGeometry {
    fileprivate enum Side { case input, output, taps }

    /// The share of positions of one side of the window that take part in any product.
    fileprivate func reachedShare(of side: Side) -> Double {
        func share(_ kernel: Int, _ stride: Int, _ dilation: Int, _ padding: Int, _ input: Int, _ output: Int)
            -> Double
        {
            let size = [Side.input: input, .output: output, .taps: kernel][side] ?? 0
            var reached = [Bool](repeating: false, count: size)
            for tap in 0..<kernel {
                let offset = tap * dilation - padding
                for place in validOutputs(offset: offset, stride: stride, input: input, output: output) {
                    switch side {
                    case .input: reached[place * stride + offset] = true
                    case .output: reached[place] = true
                    case .taps: reached[tap] = true
                    }
                }
            }
            return Double(reached.count { $0 }) / Double(max(size, 1))
        }
        return share(kernelHeight, strideHeight, dilationHeight, paddingTop, inputHeight, outputHeight)
            * share(kernelWidth, strideWidth, dilationWidth, paddingLeft, inputWidth, outputWidth)
    }
}

extension Operation {
    /// Roundings in one result of integers, in units of the largest result; 0 where the result is exact.
    ///
    /// A mean divides an exact sum once (or multiplies by a rounded inverse). Polynomials for exp, tanh and erf promise
    /// a few units in the last place near 1; libraries allow themselves some tens.
    fileprivate var roundings: Int {
        switch self {
        case .pool(let pool): pool.kind == .average ? 4 : 0
        case .globalAveragePool, .adaptivePool(.average, _): 4
        case .localResponseNorm: 64
        case .groupNorm, .layerNorm: 256
        case .activation(let activation):
            switch activation {
            case .relu, .relu6: 0
            // One product by a rounded slope.
            case .leakyRelu: 1
            case .hardSwish, .hardSigmoid: 8
            case .sigmoid, .tanh, .silu, .gelu, .elu, .softmax: 128
            }
        case .upsample(_, .bilinear): 16
        case .convolution, .transposedConvolution, .fullyConnected, .batchNorm, .adaptivePool(.max, _),
            .spatialPyramidPool, .prelu, .dropout, .upsample(_, .nearest), .pixelShuffle, .channelShuffle, .flatten,
            .oneHot, .embedding, .nearestNeighbours, .add, .multiply, .concatenate, .stridedIdentity, .channelSlice,
            .opaque:
            0
        }
    }
}
