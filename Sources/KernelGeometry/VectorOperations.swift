// What the vector kernels share. Debug builds compile file by file and inline only what comes from another module,
// so these stand here; inlined always, they become instructions of the caller's set and leave no symbol behind.

/// sum + a · b in one rounding, an instruction of AVX-512.
@inlinable @inline(__always)
public func multiplyAdd(_ sum: SIMD16<Float>, _ a: SIMD16<Float>, _ b: SIMD16<Float>) -> SIMD16<Float> {
    sum.addingProduct(a, b)
}

/// sum + a · b in one rounding, an instruction of FMA.
@inlinable @inline(__always)
public func multiplyAdd(_ sum: SIMD8<Float>, _ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    sum.addingProduct(a, b)
}

/// sum + a · b, in one rounding where every processor has the instruction (64-bit Arm), else in two: one rounding would
/// be a call of libm for each lane.
@inlinable @inline(__always)
public func multiplyAdd(_ sum: SIMD4<Float>, _ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    #if arch(arm64)
    sum.addingProduct(a, b)
    #else
    sum + a * b
    #endif
}

extension SIMD where Scalar == Float {
    /// The vector at a place of any alignment.
    @inlinable @inline(__always)
    public init(at place: UnsafePointer<Float>) {
        self = UnsafeRawPointer(place).loadUnaligned(as: Self.self)
    }
}

/// Writes a vector to a place of any alignment.
@inlinable @inline(__always)
public func store<Vector: SIMD>(_ vector: Vector, _ place: UnsafeMutablePointer<Float>) where Vector.Scalar == Float {
    UnsafeMutableRawPointer(place).storeBytes(of: vector, as: Vector.self)
}

// Written out for each type: in a generic function the comparison would be one of single lanes.

/// The larger of each pair of lanes.
@inlinable @inline(__always)
public func larger(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> SIMD16<Float> {
    a.replacing(with: b, where: b .> a)
}

/// The smaller of each pair of lanes.
@inlinable @inline(__always)
public func smaller(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> SIMD16<Float> {
    a.replacing(with: b, where: b .< a)
}

/// The larger of each pair of lanes.
@inlinable @inline(__always)
public func larger(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    a.replacing(with: b, where: b .> a)
}

/// The smaller of each pair of lanes.
@inlinable @inline(__always)
public func smaller(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    a.replacing(with: b, where: b .< a)
}

/// The larger of each pair of lanes.
@inlinable @inline(__always)
public func larger(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    a.replacing(with: b, where: b .> a)
}

/// The smaller of each pair of lanes.
@inlinable @inline(__always)
public func smaller(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    a.replacing(with: b, where: b .< a)
}

/// Calls `body` with the start of each vector of a row of channels; the last may overlap the one before.
///
/// A row shorter than a vector takes one, which reaches into what follows: callers write rows in ascending order.
@inlinable @inline(__always)
public func forEachVector(_ channels: Int, lanes: Int, _ body: (Int) -> Void) {
    var c = 0
    while c + lanes <= channels {
        body(c)
        c += lanes
    }
    if c < channels { body(max(channels - lanes, 0)) }
}

/// Calls `body` with the first element of each position's channels, ascending.
@inlinable @inline(__always)
public func forEachRow(_ map: MapGeometry, _ body: (Int) -> Void) {
    var row = 0
    for _ in 0..<(map.batch * map.positions) {
        body(row)
        row += map.channels
    }
}
