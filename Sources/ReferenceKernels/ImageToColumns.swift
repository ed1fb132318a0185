import KernelGeometry

/// Some output rows of one image and group as a matrix: a row for each product of a result (channel, kernel row, kernel
/// column), a column for each result; zeros where a tap leaves the map. Maps in plain order.
public func imageToColumns(
    _ g: ConvolutionGeometry, firstChannel: Int, rows: Range<Int>, image: UnsafePointer<Float>,
    into columns: UnsafeMutablePointer<Float>
) {
    var place = columns
    for channel in firstChannel..<(firstChannel + g.inputChannelsPerGroup) {
        let map = image + channel * g.inputPositions
        for ky in 0..<g.kernelHeight {
            for kx in 0..<g.kernelWidth {
                let offset = kx * g.dilationWidth - g.paddingLeft
                let inside = validOutputs(
                    offset: offset, stride: g.strideWidth, input: g.inputWidth, output: g.outputWidth)
                for y in rows {
                    let row = y * g.strideHeight + ky * g.dilationHeight - g.paddingTop
                    if row < 0 || row >= g.inputHeight || inside.isEmpty {
                        place.update(repeating: 0, count: g.outputWidth)
                    } else {
                        let from = map + row * g.inputWidth + offset
                        for x in 0..<inside.lowerBound { place[x] = 0 }
                        if g.strideWidth == 1 {
                            (place + inside.lowerBound).update(from: from + inside.lowerBound, count: inside.count)
                        } else {
                            for x in inside { place[x] = from[x * g.strideWidth] }
                        }
                        for x in inside.upperBound..<g.outputWidth { place[x] = 0 }
                    }
                    place += g.outputWidth
                }
            }
        }
    }
}
