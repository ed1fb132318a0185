import NetworkIR

/// A window's positions and taps along one axis of a map.
struct TapAxis {
    /// Positions of the window.
    var positions: Int
    var stride: Int
    /// Taps of the kernel.
    var taps: Int
    var dilation: Int
    var leadingPadding: Int
    /// The extent in which a tap must fall to meet an element.
    var bound: Int

    /// Pairs (i, k) of a position and a tap with 0 ≤ i·stride + k·dilation - padding < bound.
    ///
    /// Takes logarithmic time whatever the extents, so that a map 2^40 wide costs no more than one of 7 positions.
    func validPairs() throws(CountOverflow) -> Int {
        // Both counts are at most positions · taps; that product may exceed 64 bits, the difference seldom.
        let inside = pairs(atMost: Int128(bound) - 1 + Int128(leadingPadding))
        let before = pairs(atMost: Int128(leadingPadding) - 1)
        guard let count = Int(exactly: inside - before) else { throw CountOverflow() }
        return count
    }

    /// Pairs (i, k) with i·stride + k·dilation ≤ limit.
    private func pairs(atMost limit: Int128) -> Int128 {
        guard limit >= 0 else { return 0 }
        let (positions, taps) = (Int128(positions), Int128(taps))
        let (stride, dilation) = (Int128(stride), Int128(dilation))
        // Taps that every position meets, then taps that only some meet: their number falls linearly with the tap.
        let slack = limit - (positions - 1) * stride
        let complete = slack < 0 ? 0 : min(taps, slack / dilation + 1)
        let last = min(taps - 1, limit / dilation)
        let partial = last - complete + 1
        guard partial > 0 else { return complete * positions }
        // From the last partial tap back, position counts are floor((limit - last·dilation + j·dilation) / stride) + 1.
        let start = limit - last * dilation
        return complete * positions + partial
            + floorSum(terms: partial, slope: dilation, offset: start, divisor: stride)
    }

    /// The sum of floor((slope·j + offset) / divisor) over j from 0 to terms - 1, all arguments non-negative.
    ///
    /// Euclid's algorithm on the lattice points under a line (Graham, Knuth & Patashnik, "Concrete Mathematics", 3.5).
    private func floorSum(terms: Int128, slope: Int128, offset: Int128, divisor: Int128) -> Int128 {
        var (terms, slope, offset, divisor) = (terms, slope, offset, divisor)
        var sum: Int128 = 0
        while true {
            sum += (terms - 1) * terms / 2 * (slope / divisor) + terms * (offset / divisor)
            slope %= divisor
            offset %= divisor
            let top = slope * terms + offset
            guard top >= divisor else { return sum }
            terms = top / divisor
            offset = top % divisor
            swap(&slope, &divisor)
        }
    }
}
