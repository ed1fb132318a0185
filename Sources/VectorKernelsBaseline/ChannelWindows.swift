import KernelGeometry

/// The output columns all of whose taps lie inside the map.
func insideColumns(_ g: ConvolutionGeometry) -> Range<Int> {
    let reach = (g.kernelWidth - 1) * g.dilationWidth
    let first = g.paddingLeft == 0 ? 0 : (g.paddingLeft - 1) / g.strideWidth + 1
    let last = g.inputWidth - 1 - reach + g.paddingLeft
    let end = last < 0 ? 0 : min(g.outputWidth, last / g.strideWidth + 1)
    return first < end ? first..<end : 0..<0
}

/// The taps of the window at output `index` that lie inside the map.
@inline(__always)
func taps(
    at index: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ padding: Int, _ size: Int
) -> Range<Int> {
    let start = index * stride - padding
    let first = start >= 0 ? 0 : (-start - 1) / dilation + 1
    let end = size - start <= 0 ? 0 : min(kernel, (size - start - 1) / dilation + 1)
    return first < end ? first..<end : 0..<0
}

/// The largest or mean element of each window, a vector of channels at a time.
func pool(_ g: PoolGeometry, _ source: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>) {
    let w = g.window
    let c = w.inputChannels
    for image in 0..<w.batch {
        let map = source + image * w.inputPositions * c
        for y in 0..<w.outputHeight {
            let rows = taps(at: y, w.kernelHeight, w.strideHeight, w.dilationHeight, w.paddingTop, w.inputHeight)
            let countedRows = counted(
                y, w.kernelHeight, w.strideHeight, w.dilationHeight, w.paddingTop, w.inputHeight + g.paddingBottom)
            for x in 0..<w.outputWidth {
                let columns = taps(at: x, w.kernelWidth, w.strideWidth, w.dilationWidth, w.paddingLeft, w.inputWidth)
                let countedColumns = counted(
                    x, w.kernelWidth, w.strideWidth, w.dilationWidth, w.paddingLeft, w.inputWidth + g.paddingRight)
                let inside = rows.count * columns.count
                let divisor = g.countsPadding ? countedRows * countedColumns : inside
                let top = y * w.strideHeight - w.paddingTop
                let left = x * w.strideWidth - w.paddingLeft
                let target = result + ((image * w.outputHeight + y) * w.outputWidth + x) * c
                reduce(
                    map, w.inputWidth, c, top, left, rows, columns, w.dilationHeight, w.dilationWidth,
                    isMaximum: g.isMaximum, divisor: Float(max(divisor, 1)), target)
            }
        }
    }
}

/// Taps of a window that lie before the end of the trailing padding.
private func counted(_ index: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ padding: Int, _ size: Int) -> Int {
    let room = size - (index * stride - padding)
    return room <= 0 ? 0 : min(kernel, (room - 1) / dilation + 1)
}

/// The largest element or mean of some rows and columns of a map, for all channels.
@inline(__always)
private func reduce(
    _ map: UnsafePointer<Float>, _ width: Int, _ c: Int, _ top: Int, _ left: Int, _ rows: Range<Int>,
    _ columns: Range<Int>, _ rowStep: Int, _ columnStep: Int, isMaximum: Bool, divisor: Float,
    _ target: UnsafeMutablePointer<Float>
) {
    let isEmpty = rows.isEmpty || columns.isEmpty
    forEachVector(c, lanes: Vector.scalarCount) { channel in
        var value = Vector(repeating: isMaximum && !isEmpty ? -.infinity : 0)
        for ky in rows {
            let line = map + (top + ky * rowStep) * width * c + channel
            if isMaximum {
                for kx in columns { value = larger(value, Vector(at: line + (left + kx * columnStep) * c)) }
            } else {
                for kx in columns { value += Vector(at: line + (left + kx * columnStep) * c) }
            }
        }
        store(isMaximum ? value : value / Vector(repeating: divisor), target + channel)
    }
}

func adaptivePool(
    _ map: MapGeometry, _ toHeight: Int, _ toWidth: Int, _ isMaximum: Bool, _ source: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>
) {
    let c = map.channels
    for image in 0..<map.batch {
        for y in 0..<toHeight {
            let rows = adaptiveRange(y, of: toHeight, over: map.height)
            for x in 0..<toWidth {
                let columns = adaptiveRange(x, of: toWidth, over: map.width)
                reduce(
                    source + image * map.positions * c, map.width, c, 0, 0, rows, columns, 1, 1, isMaximum: isMaximum,
                    divisor: Float(rows.count * columns.count), result + ((image * toHeight + y) * toWidth + x) * c)
            }
        }
    }
}
