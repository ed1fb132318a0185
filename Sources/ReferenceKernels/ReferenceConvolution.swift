import KernelGeometry

// The definitions themselves, as plain loops over NCHW maps and OIHW weights: they verify every other kernel.
// Sums are in Float: exact for the small integers of verification, in any order.
// Convolutions of large maps take minutes: they ask before each tap of a plane whether to stop, and leave the rest undone.

/// out[n,o,y,x] = Σ in[n,i,y·s+ky·d-p, x·s+kx·d-p] · w[o,i,ky,kx], the sum over the group's input channels and the taps.
public func referenceConvolution(
    _ g: ConvolutionGeometry, source: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>, unless isCancelled: () -> Bool = { false }
) {
    result.update(repeating: 0, count: g.batch * g.outputChannels * g.outputPositions)
    forEachTap(g, unless: isCancelled) { input, output, weight, offset, columns, rows in
        let w = weights[weight]
        for y in rows {
            let line = source + input + (y * g.strideHeight + offset.0) * g.inputWidth
            let row = result + output + y * g.outputWidth
            if g.strideWidth == 1 {
                for x in columns { row[x] += w * line[x + offset.1] }
            } else {
                for x in columns { row[x] += w * line[x * g.strideWidth + offset.1] }
            }
        }
    }
}

/// The gradient by the input: in[n,i,y·s+ky·d-p, x·s+kx·d-p] += out[n,o,y,x] · w[o,i,ky,kx].
///
/// Also the transposed convolution, whose input is this function's `outputGradient`.
public func referenceConvolutionDataGradient(
    _ g: ConvolutionGeometry, outputGradient: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>, unless isCancelled: () -> Bool = { false }
) {
    result.update(repeating: 0, count: g.batch * g.inputChannels * g.inputPositions)
    forEachTap(g, unless: isCancelled) { input, output, weight, offset, columns, rows in
        let w = weights[weight]
        for y in rows {
            let line = result + input + (y * g.strideHeight + offset.0) * g.inputWidth
            let row = outputGradient + output + y * g.outputWidth
            if g.strideWidth == 1 {
                for x in columns { line[x + offset.1] += w * row[x] }
            } else {
                for x in columns { line[x * g.strideWidth + offset.1] += w * row[x] }
            }
        }
    }
}

/// The gradient by the weights: w[o,i,ky,kx] += in[n,i,y·s+ky·d-p, x·s+kx·d-p] · out[n,o,y,x].
public func referenceConvolutionWeightGradient(
    _ g: ConvolutionGeometry, source: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>, unless isCancelled: () -> Bool = { false }
) {
    result.update(repeating: 0, count: g.outputChannels * g.inputChannelsPerGroup * g.kernelPositions)
    forEachTap(g, unless: isCancelled) { input, output, weight, offset, columns, rows in
        var sum: Float = 0
        for y in rows {
            let line = source + input + (y * g.strideHeight + offset.0) * g.inputWidth
            let row = outputGradient + output + y * g.outputWidth
            for x in columns { sum += row[x] * line[x * g.strideWidth + offset.1] }
        }
        result[weight] += sum
    }
}

/// Calls `body` for each image, output channel, input channel and tap, with the starts of the two planes, the weight's
/// place, the tap's offset from the window's place in the input, and the output positions where it falls inside.
@inline(__always)
private func forEachTap(
    _ g: ConvolutionGeometry, unless isCancelled: () -> Bool,
    _ body: (Int, Int, Int, (Int, Int), Range<Int>, Range<Int>) -> Void
) {
    let (ic, oc) = (g.inputChannelsPerGroup, g.outputChannelsPerGroup)
    for n in 0..<g.batch {
        for o in 0..<g.outputChannels {
            let output = (n * g.outputChannels + o) * g.outputPositions
            for i in 0..<ic {
                let input = (n * g.inputChannels + o / oc * ic + i) * g.inputPositions
                for ky in 0..<g.kernelHeight {
                    let down = ky * g.dilationHeight - g.paddingTop
                    let rows = validOutputs(
                        offset: down, stride: g.strideHeight, input: g.inputHeight, output: g.outputHeight)
                    for kx in 0..<g.kernelWidth {
                        if isCancelled() { return }
                        let right = kx * g.dilationWidth - g.paddingLeft
                        let columns = validOutputs(
                            offset: right, stride: g.strideWidth, input: g.inputWidth, output: g.outputWidth)
                        let weight = ((o * ic + i) * g.kernelHeight + ky) * g.kernelWidth + kx
                        body(input, output, weight, (down, right), columns, rows)
                    }
                }
            }
        }
    }
}

/// out[n,o] = Σ in[n,i] · w[o,i].
public func referenceInnerProduct(
    batch: Int, inputs: Int, outputs: Int, source: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>
) {
    for n in 0..<batch {
        for o in 0..<outputs {
            var sum: Float = 0
            for i in 0..<inputs { sum += source[n * inputs + i] * weights[o * inputs + i] }
            result[n * outputs + o] = sum
        }
    }
}

/// The gradient of an inner product by its input: in[n,i] = Σ out[n,o] · w[o,i].
public func referenceInnerProductDataGradient(
    batch: Int, inputs: Int, outputs: Int, outputGradient: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>
) {
    result.update(repeating: 0, count: batch * inputs)
    for n in 0..<batch {
        for o in 0..<outputs {
            let gradient = outputGradient[n * outputs + o]
            for i in 0..<inputs { result[n * inputs + i] += gradient * weights[o * inputs + i] }
        }
    }
}

/// The gradient of an inner product by its weights: w[o,i] = Σ out[n,o] · in[n,i].
public func referenceInnerProductWeightGradient(
    batch: Int, inputs: Int, outputs: Int, source: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>
) {
    result.update(repeating: 0, count: outputs * inputs)
    for n in 0..<batch {
        for o in 0..<outputs {
            let gradient = outputGradient[n * outputs + o]
            for i in 0..<inputs { result[o * inputs + i] += gradient * source[n * inputs + i] }
        }
    }
}
