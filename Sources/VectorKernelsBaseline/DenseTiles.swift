import KernelGeometry

/// Some vectors of output channels of one position.
private protocol TileRow {
    static var vectors: Int { get }
    init()
    init(loading place: UnsafePointer<Float>)
    mutating func accumulate(_ weights: Self, _ value: Float)
    func store(_ place: UnsafeMutablePointer<Float>)
}

private struct Row1: TileRow {
    static var vectors: Int { 1 }
    var a = Vector.zero

    @inline(__always) init() {}
    @inline(__always) init(loading place: UnsafePointer<Float>) { a = Vector(at: place) }
    @inline(__always) mutating func accumulate(_ w: Row1, _ value: Float) {
        a = multiplyAdd(a, w.a, Vector(repeating: value))
    }
    @inline(__always) func store(_ place: UnsafeMutablePointer<Float>) { storeVector(a, place) }
}

private struct Row2: TileRow {
    static var vectors: Int { 2 }
    var a = Vector.zero
    var b = Vector.zero

    @inline(__always) init() {}
    @inline(__always) init(loading place: UnsafePointer<Float>) {
        a = Vector(at: place)
        b = Vector(at: place + Vector.scalarCount)
    }
    @inline(__always) mutating func accumulate(_ w: Row2, _ value: Float) {
        let x = Vector(repeating: value)
        a = multiplyAdd(a, w.a, x)
        b = multiplyAdd(b, w.b, x)
    }
    @inline(__always) func store(_ place: UnsafeMutablePointer<Float>) {
        storeVector(a, place)
        storeVector(b, place + Vector.scalarCount)
    }
}

private struct Row3: TileRow {
    static var vectors: Int { 3 }
    var ab = Row2()
    var c = Row1()

    @inline(__always) init() {}
    @inline(__always) init(loading place: UnsafePointer<Float>) {
        ab = Row2(loading: place)
        c = Row1(loading: place + 2 * Vector.scalarCount)
    }
    @inline(__always) mutating func accumulate(_ w: Row3, _ value: Float) {
        ab.accumulate(w.ab, value)
        c.accumulate(w.c, value)
    }
    @inline(__always) func store(_ place: UnsafeMutablePointer<Float>) {
        ab.store(place)
        c.store(place + 2 * Vector.scalarCount)
    }
}

private struct Row4: TileRow {
    static var vectors: Int { 4 }
    var ab = Row2()
    var cd = Row2()

    @inline(__always) init() {}
    @inline(__always) init(loading place: UnsafePointer<Float>) {
        ab = Row2(loading: place)
        cd = Row2(loading: place + 2 * Vector.scalarCount)
    }
    @inline(__always) mutating func accumulate(_ w: Row4, _ value: Float) {
        ab.accumulate(w.ab, value)
        cd.accumulate(w.cd, value)
    }
    @inline(__always) func store(_ place: UnsafeMutablePointer<Float>) {
        ab.store(place)
        cd.store(place + 2 * Vector.scalarCount)
    }
}

@inline(__always)
private func storeVector(_ vector: Vector, _ place: UnsafeMutablePointer<Float>) { store(vector, place) }

/// One block of output channels for some positions of one image; all sums stay in registers.
private struct TileJob {
    var plan: DensePlan
    /// The channels of the block that exist; fewer than the row's lanes in the last block.
    var channels: Int
    var taps: Int
    var source: UnsafePointer<Float>
    var weights: UnsafePointer<Float>
    var result: UnsafeMutablePointer<Float>
    var sources: UnsafePointer<Int>
    var results: UnsafePointer<Int>
    var tapOffsets: UnsafePointer<Int>
    var tapWeights: UnsafePointer<Int>

    @inline(__always)
    func store<Row: TileRow>(_ row: Row, _ position: Int) {
        let place = result + results[position]
        if channels == Row.vectors * Vector.scalarCount {
            row.store(place)
        } else {
            withUnsafeTemporaryAllocation(of: Float.self, capacity: Row.vectors * Vector.scalarCount) { buffer in
                guard let start = buffer.baseAddress else { return }
                row.store(start)
                place.update(from: start, count: channels)
            }
        }
    }

    /// Six positions from `first` on; beyond `last` the last is computed again and not stored.
    @inline(never)
    func sixPositions<Row: TileRow>(_: Row.Type, _ first: Int, _ last: Int) {
        var (r0, r1, r2, r3, r4, r5) = (Row(), Row(), Row(), Row(), Row(), Row())
        let (p0, p1, p2) = (
            source + sources[first], source + sources[min(first + 1, last)], source + sources[min(first + 2, last)]
        )
        let (p3, p4, p5) = (
            source + sources[min(first + 3, last)], source + sources[min(first + 4, last)],
            source + sources[min(first + 5, last)]
        )
        let inputs = plan.inputChannels
        // Neither loop is ever empty; knowing that lets the compiler keep all sums in registers.
        var tap = 0
        repeat {
            var w = weights + tapWeights[tap] * inputs * Row.vectors * Vector.scalarCount
            var place = tapOffsets[tap]
            let end = place + inputs
            repeat {
                let row = Row(loading: w)
                r0.accumulate(row, p0[place])
                r1.accumulate(row, p1[place])
                r2.accumulate(row, p2[place])
                r3.accumulate(row, p3[place])
                r4.accumulate(row, p4[place])
                r5.accumulate(row, p5[place])
                w += Row.vectors * Vector.scalarCount
                place += 1
            } while place < end
            tap += 1
        } while tap < taps
        store(r0, first)
        if first + 1 <= last { store(r1, first + 1) }
        if first + 2 <= last { store(r2, first + 2) }
        if first + 3 <= last { store(r3, first + 3) }
        if first + 4 <= last { store(r4, first + 4) }
        if first + 5 <= last { store(r5, first + 5) }
    }

    /// One position, its input channels in two interleaved sums.
    @inline(never)
    func onePosition<Row: TileRow>(_: Row.Type, _ position: Int) {
        var row = Row()
        let start = source + sources[position]
        let inputs = plan.inputChannels
        for tap in 0..<taps {
            var w = weights + tapWeights[tap] * inputs * Row.vectors * Vector.scalarCount
            let place = start + tapOffsets[tap]
            for i in 0..<inputs {
                row.accumulate(Row(loading: w), place[i])
                w += Row.vectors * Vector.scalarCount
            }
        }
        store(row, position)
    }

    @inline(__always)
    func allPositions<Row: TileRow>(_ row: Row.Type) {
        let count = plan.positionSources.count
        var first = 0
        while first < count {
            if first + 1 == count {
                onePosition(row, first)
            } else {
                sixPositions(row, first, count - 1)
            }
            first += 6
        }
    }
}

func dense(
    _ plan: DensePlan, _ source: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>
) {
    let packing = PackedWeights(
        groups: plan.groups, inputChannels: plan.inputChannels, outputChannels: plan.outputChannels,
        taps: plan.packedTaps, lanes: Vector.scalarCount, tileVectors: tileVectors)
    plan.positionSources.withUnsafeBufferPointer { sources in
        plan.positionResults.withUnsafeBufferPointer { results in
            plan.tapOffsets.withUnsafeBufferPointer { offsets in
                plan.tapWeights.withUnsafeBufferPointer { tapWeights in
                    guard
                        let sources = sources.baseAddress, let results = results.baseAddress,
                        let offsets = offsets.baseAddress, let numbers = tapWeights.baseAddress
                    else { return }
                    for image in 0..<plan.batch {
                        for group in 0..<plan.groups {
                            var first = 0
                            while first < plan.outputChannels {
                                let width = min(packing.blockWidth, packing.paddedChannels - first)
                                let job = TileJob(
                                    plan: plan, channels: min(width, plan.outputChannels - first),
                                    taps: tapWeights.count,
                                    source: source + image * plan.sourceImage + group * plan.inputChannels,
                                    weights: weights + group * packing.groupCount
                                        + first * packing.taps * plan.inputChannels,
                                    result: result + image * plan.resultImage + group * plan.outputChannels + first,
                                    sources: sources, results: results, tapOffsets: offsets, tapWeights: numbers)
                                run(job, vectors: width / Vector.scalarCount)
                                first += width
                            }
                        }
                    }
                }
            }
        }
    }
}

private func run(_ job: TileJob, vectors: Int) {
    switch vectors {
    case 1: job.allPositions(Row1.self)
    case 2: job.allPositions(Row2.self)
    case 3: job.allPositions(Row3.self)
    default: job.allPositions(Row4.self)
    }
}
