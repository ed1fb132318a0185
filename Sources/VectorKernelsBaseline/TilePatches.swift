import KernelGeometry

/// Copies for each line of the map and each column of results the run of elements that a row of the kernel covers there,
/// in blocks; see `TilePatches`.
func fillPatches(
    _ slab: UnsafeMutablePointer<Float>, _ shape: TileSlab, _ g: ConvolutionGeometry,
    _ source: UnsafePointer<Float>, _ lines: Range<Int>
) {
    let lanes = Vector.scalarCount
    let run = g.kernelWidth * g.inputChannels
    let inside = g.dilationWidth == 1 ? insideColumns(g) : 0..<0
    let step = g.strideWidth * g.inputChannels
    for index in lines {
        let line = shape.lines[index]
        let row = source + line.sourceRow * g.inputWidth * g.inputChannels
        var first = 0
        while first < run {
            let target = slab + first / lanes * shape.blockStride + line.target
            for x in 0..<g.outputWidth {
                if inside.contains(x) {
                    // The last block reads, and copies, beyond its run; no tap uses that.
                    store(Vector(at: row + x * step - g.paddingLeft * g.inputChannels + first), target + x * lanes)
                } else {
                    copyRun(g, row, x, first..<min(first + lanes, run), to: target + x * lanes)
                }
            }
            first += lanes
        }
    }
}

/// A part of a run at the sides of the map, or with gaps between its taps.
private func copyRun(
    _ g: ConvolutionGeometry, _ row: UnsafePointer<Float>, _ x: Int, _ part: Range<Int>,
    to target: UnsafeMutablePointer<Float>
) {
    for place in part {
        let (tap, channel) = (place / g.inputChannels, place % g.inputChannels)
        let column = x * g.strideWidth - g.paddingLeft + tap * g.dilationWidth
        let isInside = column >= 0 && column < g.inputWidth
        target[place - part.lowerBound] = isInside ? row[column * g.inputChannels + channel] : 0
    }
}
