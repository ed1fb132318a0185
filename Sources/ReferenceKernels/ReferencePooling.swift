import KernelGeometry

/// The largest or mean element of each window. A window that sees no element of the map gives 0.
public func referencePool(
    _ g: PoolGeometry, source: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
    let w = g.window
    for plane in 0..<(w.batch * w.inputChannels) {
        let map = source + plane * w.inputPositions
        for y in 0..<w.outputHeight {
            for x in 0..<w.outputWidth {
                var (largest, sum, inside, counted) = (-Float.infinity, Float(0), 0, 0)
                for ky in 0..<w.kernelHeight {
                    let row = y * w.strideHeight + ky * w.dilationHeight - w.paddingTop
                    if row >= w.inputHeight + g.paddingBottom { continue }
                    for kx in 0..<w.kernelWidth {
                        let column = x * w.strideWidth + kx * w.dilationWidth - w.paddingLeft
                        if column >= w.inputWidth + g.paddingRight { continue }
                        counted += 1
                        if row < 0 || row >= w.inputHeight || column < 0 || column >= w.inputWidth { continue }
                        inside += 1
                        let value = map[row * w.inputWidth + column]
                        largest = value > largest ? value : largest
                        sum += value
                    }
                }
                let divisor = g.countsPadding ? counted : inside
                let value = g.isMaximum ? largest : sum / Float(max(divisor, 1))
                result[(plane * w.outputHeight + y) * w.outputWidth + x] = inside > 0 ? value : 0
            }
        }
    }
}

/// The largest or mean element of each cell of a grid laid over the whole map; cells may share rows and columns.
public func referenceAdaptivePool(
    _ map: MapGeometry, toHeight: Int, toWidth: Int, isMaximum: Bool, source: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>
) {
    for plane in 0..<(map.batch * map.channels) {
        for y in 0..<toHeight {
            let rows = adaptiveRange(y, of: toHeight, over: map.height)
            for x in 0..<toWidth {
                let columns = adaptiveRange(x, of: toWidth, over: map.width)
                var (largest, sum) = (-Float.infinity, Float(0))
                for row in rows {
                    for column in columns {
                        let value = source[(plane * map.height + row) * map.width + column]
                        largest = value > largest ? value : largest
                        sum += value
                    }
                }
                let mean = sum / Float(rows.count * columns.count)
                result[(plane * toHeight + y) * toWidth + x] = isMaximum ? largest : mean
            }
        }
    }
}

/// Max-pooled square grids of the map, each flattened channels first, one after the other.
public func referencePyramidPool(
    _ map: MapGeometry, bins: [Int], source: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
    let cells = bins.reduce(0) { $0 + $1 * $1 }
    let image = MapGeometry(batch: 1, channels: map.channels, height: map.height, width: map.width)
    for n in 0..<map.batch {
        var place = n * cells * map.channels
        for bin in bins {
            referenceAdaptivePool(
                image, toHeight: bin, toWidth: bin, isMaximum: true, source: source + n * image.elements,
                into: result + place)
            place += map.channels * bin * bin
        }
    }
}
