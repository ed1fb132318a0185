import KernelGeometry

// Moves of whole rows of channels in maps laid out batch, height, width, channels.

/// Batch, channels, positions to batch, positions, channels.
public func toChannelsLast(
    batch: Int, channels: Int, positions: Int, from source: UnsafePointer<Float>,
    to result: UnsafeMutablePointer<Float>
) {
    transpose(batch: batch, rows: channels, columns: positions, from: source, to: result)
}

/// Batch, positions, channels to batch, channels, positions.
public func toPlain(
    batch: Int, channels: Int, positions: Int, from source: UnsafePointer<Float>,
    to result: UnsafeMutablePointer<Float>
) {
    transpose(batch: batch, rows: positions, columns: channels, from: source, to: result)
}

private func transpose(
    batch: Int, rows: Int, columns: Int, from source: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>
) {
    // In squares of sixteen, so that both sides stay within few cache lines.
    for image in 0..<batch {
        let (from, to) = (source + image * rows * columns, result + image * rows * columns)
        for top in stride(from: 0, to: rows, by: 16) {
            for left in stride(from: 0, to: columns, by: 16) {
                for row in top..<min(top + 16, rows) {
                    for column in left..<min(left + 16, columns) {
                        to[column * rows + row] = from[row * columns + column]
                    }
                }
            }
        }
    }
}

/// Copies images into the middle of larger ones, whose borders stay as they are.
public func copyIntoPadded(
    batch: Int, height: Int, rowElements: Int, from source: UnsafePointer<Float>, paddedHeight: Int,
    paddedRowElements: Int, top: Int, leftElements: Int, to result: UnsafeMutablePointer<Float>
) {
    for image in 0..<batch {
        for y in 0..<height {
            let target = result + (image * paddedHeight + top + y) * paddedRowElements + leftElements
            target.update(from: source + (image * height + y) * rowElements, count: rowElements)
        }
    }
}

/// Copies one map's channels of every position to their place among the joined channels.
public func placeChannels(
    rows: Int, channels: Int, from source: UnsafePointer<Float>, sourceChannels: Int, at first: Int,
    of resultChannels: Int, to result: UnsafeMutablePointer<Float>
) {
    for row in 0..<rows {
        (result + row * resultChannels + first).update(from: source + row * sourceChannels, count: channels)
    }
}

/// Channel i·(C/groups)+j moves to j·groups+i.
public func shuffleChannelsLast(
    _ map: MapGeometry, groups: Int, from source: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>
) {
    let each = map.channels / groups
    for row in 0..<(map.batch * map.positions) {
        let (from, to) = (source + row * map.channels, result + row * map.channels)
        for i in 0..<groups {
            for j in 0..<each { to[j * groups + i] = from[i * each + j] }
        }
    }
}

/// Channel (c·r+dy)·r+dx of position y, x moves to channel c of position y·r+dy, x·r+dx.
public func shufflePixelsLast(
    _ map: MapGeometry, factor r: Int, from source: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>
) {
    let channels = map.channels / (r * r)
    for image in 0..<map.batch {
        for y in 0..<map.height {
            for x in 0..<map.width {
                let from = source + ((image * map.height + y) * map.width + x) * map.channels
                for dy in 0..<r {
                    let line = ((image * map.height + y) * r + dy) * map.width * r + x * r
                    let to = result + line * channels
                    for dx in 0..<r {
                        for c in 0..<channels { to[dx * channels + c] = from[(c * r + dy) * r + dx] }
                    }
                }
            }
        }
    }
}

/// Every `stride`-th position; channels beyond the map's are left as they are.
public func subsampleChannelsLast(
    _ map: MapGeometry, strideHeight: Int, strideWidth: Int, channels: Int, from source: UnsafePointer<Float>,
    to result: UnsafeMutablePointer<Float>
) {
    let (height, width) = ((map.height - 1) / strideHeight + 1, (map.width - 1) / strideWidth + 1)
    for image in 0..<map.batch {
        for y in 0..<height {
            for x in 0..<width {
                let place = (image * map.height + y * strideHeight) * map.width + x * strideWidth
                let target = result + ((image * height + y) * width + x) * channels
                target.update(from: source + place * map.channels, count: map.channels)
            }
        }
    }
}

/// Each integer becomes a row of a table; one out of range is all zeros.
public func lookUpChannelsLast(
    count: Int, classes: Int, dimensions: Int, from source: UnsafePointer<Float>, table: UnsafePointer<Float>,
    to result: UnsafeMutablePointer<Float>
) {
    for place in 0..<count {
        let index = source[place]
        let target = result + place * dimensions
        if index >= 0 && index < Float(classes) {
            target.update(from: table + Int(index) * dimensions, count: dimensions)
        } else {
            target.update(repeating: 0, count: dimensions)
        }
    }
}

/// Each integer becomes `classes` numbers, 1 at its own place and 0 elsewhere.
public func oneHotChannelsLast(
    count: Int, classes: Int, from source: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>
) {
    result.update(repeating: 0, count: count * classes)
    for place in 0..<count {
        let index = source[place]
        if index >= 0 && index < Float(classes) { result[place * classes + Int(index)] = 1 }
    }
}

/// The numbers of the smallest values, smallest first, ties by number.
public func smallest(
    _ count: Int, of values: UnsafePointer<Float>, among total: Int, into result: UnsafeMutablePointer<Float>
) {
    var (kept, best) = (0, [(Float, Int)](repeating: (0, 0), count: count))
    for index in 0..<total where kept < count || values[index] < best[count - 1].0 {
        var place = min(kept, count - 1)
        while place > 0 && best[place - 1].0 > values[index] {
            best[place] = best[place - 1]
            place -= 1
        }
        best[place] = (values[index], index)
        kept = min(kept + 1, count)
    }
    for place in 0..<kept { result[place] = Float(best[place].1) }
}
