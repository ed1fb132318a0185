import KernelGeometry

/// One axis of a window: which inputs each output sums up.
///
/// Along an axis, output `o` and tap `t` meet input (anchor(o) + shift(t)) · step + phase(t) - origin, if the output's
/// family has the tap at all. A convolution has one family, and its stride as the step. In a transposed convolution
/// outputs of one remainder by the stride are a family, whose anchors move by one.
struct TileAxis {
    struct Tap {
        var index: Int
        var shift: Int
        var phase: Int
    }

    /// Outputs first, first + stride, …, `count` of them, with consecutive anchors.
    struct Family {
        var first: Int
        var count: Int
        var firstAnchor: Int
        var taps: [Tap]
    }

    var inputs: Int
    var outputs: Int
    var step: Int
    var origin: Int
    /// From one output of a family to the next.
    var outputStep: Int
    /// Without those that no tap of theirs ever reaches; families without outputs are left out.
    var families: [Family]

    /// - Parameter isGradient: from a convolution's outputs to its inputs.
    init(
        isGradient: Bool, inputs: Int, outputs: Int, kernel: Int, stride: Int, dilation: Int, padding: Int
    ) {
        if !isGradient {
            self.init(inputs: inputs, outputs: outputs, step: stride, origin: padding, outputStep: 1)
            let taps = (0..<kernel).map { tap in
                Tap(index: tap, shift: tap * dilation / stride, phase: tap * dilation % stride)
            }
            append(Family(first: 0, count: outputs, firstAnchor: 0, taps: taps))
            return
        }
        self.init(inputs: outputs, outputs: inputs, step: 1, origin: 0, outputStep: stride)
        for first in 0..<min(stride, inputs) {
            let remainder = (first + padding) % stride
            let taps = (0..<kernel).filter { $0 * dilation % stride == remainder }
                .map { Tap(index: $0, shift: -($0 * dilation / stride), phase: 0) }
            append(
                Family(
                    first: first, count: (inputs - first - 1) / stride + 1, firstAnchor: (first + padding) / stride,
                    taps: taps))
        }
    }

    private init(inputs: Int, outputs: Int, step: Int, origin: Int, outputStep: Int) {
        self.inputs = inputs
        self.outputs = outputs
        self.step = step
        self.origin = origin
        self.outputStep = outputStep
        families = []
    }

    private mutating func append(_ family: Family) {
        var family = family
        let anchors = family.firstAnchor..<(family.firstAnchor + family.count)
        family.taps.removeAll { tap in !anchors.contains { isInside(input(at: $0, tap)) } }
        families.append(family)
    }

    func input(at anchor: Int, _ tap: Tap) -> Int { (anchor + tap.shift) * step + tap.phase - origin }

    func isInside(_ input: Int) -> Bool { input >= 0 && input < inputs }

    /// From the lowest anchor with the lowest shift to the highest with the highest.
    var reach: ClosedRange<Int> {
        var (low, high) = (Int.max, Int.min)
        for family in families where !family.taps.isEmpty {
            let shifts = family.taps.map(\.shift)
            low = min(low, family.firstAnchor + (shifts.min() ?? 0))
            high = max(high, family.firstAnchor + family.count - 1 + (shifts.max() ?? 0))
        }
        return low <= high ? low...high : 0...0
    }

    var shifts: ClosedRange<Int> {
        let all = families.flatMap { $0.taps.map(\.shift) }
        return (all.min() ?? 0)...(all.max() ?? 0)
    }

    /// The number of the tap that every output has, of those the middle one; nil where there is none.
    var commonTap: Int? {
        guard families.count == 1 else { return nil }
        let common = families[0].taps.filter { tap in
            (0..<families[0].count).allSatisfy { isInside(input(at: families[0].firstAnchor + $0, tap)) }
        }
        return common.isEmpty ? nil : common[common.count / 2].index
    }

    /// The outputs of a family, by their place in it, that a tap reaches; one range, for inputs ascend with outputs.
    func reached(_ family: Family, _ tap: Tap) -> Range<Int> {
        let inside = (0..<family.count).filter { isInside(input(at: family.firstAnchor + $0, tap)) }
        guard let first = inside.first, let last = inside.last else { return 0..<0 }
        return first..<(last + 1)
    }

    /// Some output lacks a tap that others of its family have.
    var cutsTaps: Bool {
        families.contains { family in
            family.taps.contains { tap in
                (0..<family.count).contains { !isInside(input(at: family.firstAnchor + $0, tap)) }
            }
        }
    }

    /// Numbers in the kernel of all taps that are used, ascending.
    var tapNumbers: [Int] { Set(families.flatMap { $0.taps.map(\.index) }).sorted() }

    /// The phases that some tap has, ascending.
    var phases: [Int] { Set(families.flatMap { $0.taps.map(\.phase) }).sorted() }

    var anchors: ClosedRange<Int> {
        let low = families.map(\.firstAnchor).min() ?? 0
        return low...max(low, families.map { $0.firstAnchor + $0.count - 1 }.max() ?? 0)
    }

    /// True where every tap of every output lies inside and results lie as far apart as inputs.
    var isInPlace: Bool {
        step == 1
            && families.allSatisfy { family in
                family.taps.allSatisfy { tap in
                    isInside(input(at: family.firstAnchor, tap))
                        && isInside(input(at: family.firstAnchor + family.count - 1, tap))
                }
            }
    }
}
