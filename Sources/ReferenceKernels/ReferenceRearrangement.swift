import KernelGeometry

/// The nearest or bilinearly mixed elements of a map enlarged by whole factors; centres of pixels are aligned.
public func referenceUpsample(
    _ map: MapGeometry, factorHeight: Int, factorWidth: Int, isBilinear: Bool, source: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>
) {
    let (height, width) = (map.height * factorHeight, map.width * factorWidth)
    for plane in 0..<(map.batch * map.channels) {
        let input = source + plane * map.positions
        for y in 0..<height {
            for x in 0..<width {
                let place = (plane * height + y) * width + x
                guard isBilinear else {
                    result[place] = input[y / factorHeight * map.width + x / factorWidth]
                    continue
                }
                let rows = neighbours(y, factor: factorHeight, size: map.height)
                let columns = neighbours(x, factor: factorWidth, size: map.width)
                let top = mix(input[rows.0 * map.width + columns.0], input[rows.0 * map.width + columns.1], columns.2)
                let low = mix(input[rows.1 * map.width + columns.0], input[rows.1 * map.width + columns.1], columns.2)
                result[place] = mix(top, low, rows.2)
            }
        }
    }
}

/// The two positions between which output `index` lies, and how far it is towards the second.
private func neighbours(_ index: Int, factor: Int, size: Int) -> (Int, Int, Float) {
    let place = (Float(index) + 0.5) / Float(factor) - 0.5
    let first = place.rounded(.down)
    let (low, high) = (Int(first), Int(first) + 1)
    return (min(max(low, 0), size - 1), min(max(high, 0), size - 1), place - first)
}

private func mix(_ a: Float, _ b: Float, _ share: Float) -> Float { a * (1 - share) + b * share }

/// out[n, c, y·r+dy, x·r+dx] = in[n, (c·r+dy)·r+dx, y, x] (Shi et al. 2016).
public func referencePixelShuffle(
    _ map: MapGeometry, factor r: Int, source: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
    for plane in 0..<(map.batch * map.channels) {
        let (image, c) = (plane / (r * r), plane % (r * r))
        for y in 0..<map.height {
            for x in 0..<map.width {
                let row = (image * map.height + y) * r + c / r
                result[(row * map.width + x) * r + c % r] = source[(plane * map.height + y) * map.width + x]
            }
        }
    }
}

/// Channel i·(C/groups)+j moves to j·groups+i (Zhang et al. 2017).
public func referenceChannelShuffle(
    _ map: MapGeometry, groups: Int, source: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
    let each = map.channels / groups
    for n in 0..<map.batch {
        for c in 0..<map.channels {
            let target = c % each * groups + c / each
            (result + (n * map.channels + target) * map.positions).update(
                from: source + (n * map.channels + c) * map.positions, count: map.positions)
        }
    }
}

/// Each integer becomes `classes` channels, 1 at its own and 0 elsewhere; one out of range is all zeros.
public func referenceOneHot(
    _ map: MapGeometry, classes: Int, source: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
    for plane in 0..<(map.batch * map.channels) {
        for k in 0..<classes {
            for p in 0..<map.positions {
                let matches = source[plane * map.positions + p] == Float(k)
                result[(plane * classes + k) * map.positions + p] = matches ? 1 : 0
            }
        }
    }
}

/// Each integer becomes the channels of its row in a table of `classes` rows; one out of range is all zeros.
public func referenceEmbedding(
    _ map: MapGeometry, classes: Int, dimensions: Int, source: UnsafePointer<Float>, table: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>
) {
    for plane in 0..<(map.batch * map.channels) {
        for d in 0..<dimensions {
            for p in 0..<map.positions {
                let index = source[plane * map.positions + p]
                let isInside = index >= 0 && index < Float(classes)
                result[(plane * dimensions + d) * map.positions + p] =
                    isInside ? table[Int(index) * dimensions + d] : 0
            }
        }
    }
}

/// The numbers of the `neighbours` stored vectors nearest to each image's features, nearest first, ties by number.
public func referenceNearestNeighbours(
    batch: Int, features: Int, references: Int, neighbours: Int, source: UnsafePointer<Float>,
    stored: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
    for n in 0..<batch {
        var distances: [(Float, Int)] = []
        for r in 0..<references {
            var distance: Float = 0
            for f in 0..<features {
                let difference = source[n * features + f] - stored[r * features + f]
                distance += difference * difference
            }
            distances.append((distance, r))
        }
        distances.sort { $0 < $1 }
        for k in 0..<neighbours { result[n * neighbours + k] = Float(distances[k].1) }
    }
}

/// Maps of equal size joined along the channels, image by image.
public func referenceConcatenate(
    batch: Int, positions: Int, sources: [(UnsafePointer<Float>, channels: Int)],
    into result: UnsafeMutablePointer<Float>
) {
    var place = result
    for n in 0..<batch {
        for (source, channels) in sources {
            place.update(from: source + n * channels * positions, count: channels * positions)
            place += channels * positions
        }
    }
}

/// Every `stride`-th position; channels beyond the map's are zero.
public func referenceStridedIdentity(
    _ map: MapGeometry, strideHeight: Int, strideWidth: Int, channels: Int, source: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>
) {
    let (height, width) = ((map.height - 1) / strideHeight + 1, (map.width - 1) / strideWidth + 1)
    for n in 0..<map.batch {
        for c in 0..<channels {
            for y in 0..<height {
                for x in 0..<width {
                    let place = ((n * channels + c) * height + y) * width + x
                    let row = (n * map.channels + c) * map.height + y * strideHeight
                    result[place] = c < map.channels ? source[row * map.width + x * strideWidth] : 0
                }
            }
        }
    }
}

/// The channels from `first` on, `count` of them.
public func referenceChannelSlice(
    _ map: MapGeometry, first: Int, count: Int, source: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
    for n in 0..<map.batch {
        (result + n * count * map.positions).update(
            from: source + (n * map.channels + first) * map.positions, count: count * map.positions)
    }
}
