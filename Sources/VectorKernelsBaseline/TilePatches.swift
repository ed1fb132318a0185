import KernelGeometry

/// Copies the products of each result of some lines side by side: kernel row, kernel column, channel, in blocks.
func fillPatches(
    _ slab: UnsafeMutablePointer<Float>, _ shape: TileSlab, _ g: ConvolutionGeometry,
    _ source: UnsafePointer<Float>, _ lines: Range<Int>
) {
    let lanes = Vector.scalarCount
    let run = g.kernelWidth * g.inputChannels
    let count = g.kernelHeight * run
    let inside = insideColumns(g)
    // A vector may reach over the end of the last run.
    let room = (count + 2 * lanes) / lanes * lanes
    withUnsafeTemporaryAllocation(byteCount: room * 4, alignment: 64) { buffer in
        guard let patch = buffer.baseAddress?.assumingMemoryBound(to: Float.self) else { return }
        patch.update(repeating: 0, count: room)
        for line in lines {
            let y = shape.lines[line].sourceRow
            let rows = taps(at: y, g.kernelHeight, g.strideHeight, g.dilationHeight, g.paddingTop, g.inputHeight)
            for x in 0..<g.outputWidth {
                for ky in 0..<g.kernelHeight {
                    let place = patch + ky * run
                    guard rows.contains(ky) else {
                        place.update(repeating: 0, count: run)
                        continue
                    }
                    let row = (y * g.strideHeight + ky * g.dilationHeight - g.paddingTop) * g.inputWidth
                    let left = x * g.strideWidth - g.paddingLeft
                    if g.dilationWidth == 1 && inside.contains(x) {
                        // Ascending, so that what a vector writes beyond its run is overwritten by the next.
                        let from = source + (row + left) * g.inputChannels
                        for i in stride(from: 0, to: run, by: lanes) { store(Vector(at: from + i), place + i) }
                    } else {
                        copyTaps(g, source + row * g.inputChannels, left, to: place)
                    }
                }
                let target = slab + shape.lines[line].target + x * lanes
                for block in 0..<((count + lanes - 1) / lanes) {
                    store(Vector(at: patch + block * lanes), target + block * shape.blockStride)
                }
            }
        }
    }
}

/// One kernel row at the sides of the map, or with gaps between its taps.
private func copyTaps(
    _ g: ConvolutionGeometry, _ row: UnsafePointer<Float>, _ left: Int, to place: UnsafeMutablePointer<Float>
) {
    for kx in 0..<g.kernelWidth {
        let column = left + kx * g.dilationWidth
        let isInside = column >= 0 && column < g.inputWidth
        for channel in 0..<g.inputChannels {
            place[kx * g.inputChannels + channel] = isInside ? row[column * g.inputChannels + channel] : 0
        }
    }
}
