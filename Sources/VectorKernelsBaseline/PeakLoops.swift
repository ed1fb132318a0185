import KernelGeometry

/// Twelve sums that do not wait for each other, sixteen steps a round: what the processor can do at most.
@inline(never)
func multiplyAddLoop(_ rounds: Int) -> Float {
    let (x, y) = (Vector(repeating: Float(rounds & 1) * 1e-9 + 0.999_999), Vector(repeating: 1e-7))
    var (a, b, c, d, e, f) = (y, y + 1, y + 2, y + 3, y + 4, y + 5)
    var (g, h, i, j, k, l) = (y + 6, y + 7, y + 8, y + 9, y + 10, y + 11)
    for _ in 0..<(rounds * 16) {
        a = multiplyAdd(y, a, x)
        b = multiplyAdd(y, b, x)
        c = multiplyAdd(y, c, x)
        d = multiplyAdd(y, d, x)
        e = multiplyAdd(y, e, x)
        f = multiplyAdd(y, f, x)
        g = multiplyAdd(y, g, x)
        h = multiplyAdd(y, h, x)
        i = multiplyAdd(y, i, x)
        j = multiplyAdd(y, j, x)
        k = multiplyAdd(y, k, x)
        l = multiplyAdd(y, l, x)
    }
    return (((a + b) + (c + d)) + ((e + f) + (g + h)) + ((i + j) + (k + l))).sum()
}

/// One sum, each step of which waits for the one before.
@inline(never)
func multiplyAddChain(_ rounds: Int) -> Float {
    let (x, y) = (Vector(repeating: Float(rounds & 1) * 1e-9 + 0.999_999), Vector(repeating: 1e-7))
    var a = y
    for _ in 0..<(rounds * 64) { a = multiplyAdd(y, a, x) }
    return a.sum()
}

func triad(
    _ count: Int, _ a: UnsafeMutablePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>
) {
    let factor = Vector(repeating: 3)
    var place = 0
    while place + 4 * Vector.scalarCount <= count {
        store(multiplyAdd(Vector(at: b + place), Vector(at: c + place), factor), a + place)
        store(
            multiplyAdd(Vector(at: b + place + Vector.scalarCount), Vector(at: c + place + Vector.scalarCount), factor),
            a + place + Vector.scalarCount)
        store(
            multiplyAdd(
                Vector(at: b + place + 2 * Vector.scalarCount), Vector(at: c + place + 2 * Vector.scalarCount), factor),
            a + place + 2 * Vector.scalarCount)
        store(
            multiplyAdd(
                Vector(at: b + place + 3 * Vector.scalarCount), Vector(at: c + place + 3 * Vector.scalarCount), factor),
            a + place + 3 * Vector.scalarCount)
        place += 4 * Vector.scalarCount
    }
}
