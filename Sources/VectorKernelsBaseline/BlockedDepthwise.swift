import KernelGeometry

/// One filter a channel over blocked maps, some blocks of the batch (image · blocks + block). Weights by block, then tap.
///
/// Results whose window lies inside the map are computed many at a time; at the sides one at a time with fewer taps.
func blockedDepthwise(
    _ g: ConvolutionGeometry, _ epilogue: TileEpilogue, _ operands: TileOperands, _ blocks: Range<Int>
) {
    let lanes = Vector.scalarCount
    let inputBlock = g.inputPositions * lanes
    let reach = (g.outputWidth - 1) * g.strideWidth + (g.kernelWidth - 1) * g.dilationWidth + 1
    // At a longer stride the copy would cost as much as the sums.
    guard
        insideColumns(g).count < g.outputWidth, g.strideWidth == 1,
        reach <= mostPaddedBytes / (4 * lanes) / g.inputHeight
    else {
        for number in blocks {
            depthwiseBlock(g, epilogue, operands, operands.source + number * inputBlock, number)
        }
        return
    }
    let paddedBytes = g.inputHeight * reach * lanes * 4
    // Narrow maps are mostly border: with columns of zeros around a copy, every row is one kind of tile.
    var padded = g
    padded.inputWidth = reach
    padded.paddingLeft = 0
    let kept = min(g.inputWidth, max(reach - g.paddingLeft, 0))
    withUnsafeTemporaryAllocation(byteCount: paddedBytes, alignment: 64) { buffer in
        guard let copy = buffer.baseAddress?.assumingMemoryBound(to: Float.self) else { return }
        copy.update(repeating: 0, count: paddedBytes / 4)
        for number in blocks {
            for y in 0..<g.inputHeight {
                let from = operands.source + number * inputBlock + y * g.inputWidth * lanes
                let to = copy + (y * reach + g.paddingLeft) * lanes
                for x in 0..<kept { store(Vector(at: from + x * lanes), to + x * lanes) }
            }
            depthwiseBlock(padded, epilogue, operands, UnsafePointer(copy), number)
        }
    }
}

/// A copy with borders must leave room in the first-level cache.
private let mostPaddedBytes = 24 << 10

/// One block of channels of one image.
private func depthwiseBlock(
    _ g: ConvolutionGeometry, _ epilogue: TileEpilogue, _ operands: TileOperands, _ source: UnsafePointer<Float>,
    _ number: Int
) {
    let lanes = Vector.scalarCount
    let perImage = (g.inputChannels + lanes - 1) / lanes
    let outputBlock = g.outputPositions * lanes
    let inside = insideColumns(g)
    let weights = operands.weights + number % perImage * g.kernelPositions * lanes
    for y in 0..<g.outputHeight {
        let rows = taps(at: y, g.kernelHeight, g.strideHeight, g.dilationHeight, g.paddingTop, g.inputHeight)
        let top = y * g.strideHeight + rows.lowerBound * g.dilationHeight - g.paddingTop
        let offset = number * outputBlock + y * g.outputWidth * lanes
        var call = DepthwiseCall(
            source: source, sourceLine: g.dilationHeight * g.inputWidth * lanes,
            sourceTap: g.dilationWidth * lanes, sourcePixel: g.strideWidth * lanes, weights: weights,
            weightLine: g.kernelWidth * lanes, rows: rows.count, columns: g.kernelWidth,
            bias: operands.bias + number % perImage * lanes, result: operands.result + offset,
            resultPixel: lanes, residual: operands.residual.map { $0 + offset }, low: epilogue.low,
            high: epilogue.high)
        var x = 0
        while x < g.outputWidth {
            let isInside = inside.contains(x)
            let columns =
                isInside
                ? 0..<g.kernelWidth
                : taps(at: x, g.kernelWidth, g.strideWidth, g.dilationWidth, g.paddingLeft, g.inputWidth)
            let left = x * g.strideWidth + columns.lowerBound * g.dilationWidth - g.paddingLeft
            var pixels = 1
            // A row that no tap reaches is written one result at a time.
            if isInside, !rows.isEmpty {
                // Tiles of nearly equal size.
                let count = inside.upperBound - x
                let tiles = (count + depthwisePixels - 1) / depthwisePixels
                pixels = (count + tiles - 1) / tiles
            }
            call.columns = columns.count
            if rows.isEmpty || columns.isEmpty {
                call.rows = 0
                writeBias(call)
                call.rows = rows.count
            } else {
                call.source = source + (top * g.inputWidth + left) * lanes
                call.weights = weights + (rows.lowerBound * g.kernelWidth + columns.lowerBound) * lanes
                runDepthwiseTile(pixels: pixels, &call)
            }
            call.result += pixels * lanes
            if let residual = call.residual { call.residual = residual + pixels * lanes }
            x += pixels
        }
    }
    if let function = epilogue.function {
        let start = operands.result + number * outputBlock
        pointwise(function, outputBlock, UnsafePointer(start), start)
    }
}

/// A result that no tap reaches.
private func writeBias(_ call: DepthwiseCall) {
    var value = Vector(at: call.bias)
    if let residual = call.residual { value += Vector(at: residual) }
    store(smaller(larger(value, Vector(repeating: call.low)), Vector(repeating: call.high)), call.result)
}
