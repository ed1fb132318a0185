import NetworkIR

/// SplitMix64: the same problems for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Draws problems that are small but awkward: odd sizes, uneven padding, groups, dilation.
struct RandomProblems {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[pick(0...(values.count - 1))] }

    mutating func extent(_ range: ClosedRange<Int>) -> Extent {
        pick(0...3) == 0 ? Extent(height: pick(range), width: pick(range)) : Extent(square: pick(range))
    }

    mutating func window() -> Window {
        let kernel = extent(1...5)
        // Now and then a window lies in the padding alone.
        let edge = 0...max(0, min(kernel.height, kernel.width) + (pick(0...5) == 0 ? 1 : -1))
        let padding =
            pick(0...2) == 0
            ? Padding(top: pick(edge), bottom: pick(edge), left: pick(edge), right: pick(edge))
            : Padding(all: pick(edge))
        return Window(
            kernel: kernel, stride: extent(1...3), dilation: pick(0...3) == 0 ? extent(1...2) : .one, padding: padding)
    }

    mutating func map(channels: Int? = nil) -> FeatureMap {
        FeatureMap(
            channels: channels ?? pick([1, 2, 3, 5, 8, 16, 17, 24, 32, 40]), height: pick(3...14), width: pick(3...14))
    }

    /// Draws until the shapes fit.
    mutating func problem(_ draw: (inout RandomProblems) -> Problem) -> Problem {
        while true {
            let candidate = draw(&self)
            if (try? candidate.operation.output(of: candidate.inputs)) != nil { return candidate }
        }
    }

    mutating func convolution(pass: Pass = .forward, precision: Precision = .f32) -> Problem {
        problem { random in
            let map = random.map()
            let groups = random.pick(0...2) == 0 ? random.pick([1, 2, 4, map.channels]) : 1
            let filters = groups * random.pick([1, 2, 7, 16, 33])
            return Problem(
                operation: .convolution(
                    Convolution(filters: filters, window: random.window(), groups: groups, bias: false)),
                inputs: [map], batch: random.pick(1...2), precision: precision, pass: pass)
        }
    }

    /// One filter a channel, sometimes two.
    mutating func depthwise() -> Problem {
        problem { random in
            let map = random.map()
            let filters = map.channels * random.pick([1, 1, 1, 2])
            return Problem(
                operation: .convolution(
                    Convolution(filters: filters, window: random.window(), groups: map.channels, bias: false)),
                inputs: [map], batch: random.pick(1...2))
        }
    }

    /// Dense 3x3 windows that move by one, the kind that Winograd's algorithm takes.
    mutating func squareOfThree() -> Problem {
        problem { random in
            let edge = 0...3
            let padding = Padding(
                top: random.pick(edge), bottom: random.pick(edge), left: random.pick(edge), right: random.pick(edge))
            let window = Window(kernel: Extent(square: 3), padding: padding)
            return Problem(
                operation: .convolution(
                    Convolution(filters: random.pick([1, 7, 16, 33, 48]), window: window, bias: false)),
                inputs: [random.map()], batch: random.pick(1...2))
        }
    }

    mutating func transposedConvolution(pass: Pass = .forward) -> Problem {
        problem { random in
            let map = random.map()
            let groups = random.pick(0...2) == 0 ? random.pick([1, 2, 4, map.channels]) : 1
            var window = random.window()
            let extra = random.pick(0...2) == 0 ? 1 : 0
            if window.stride == .one { window.stride = Extent(square: 2) }
            return Problem(
                operation: .transposedConvolution(
                    TransposedConvolution(
                        filters: groups * random.pick([1, 3, 8, 16]), window: window,
                        outputPadding: Extent(square: extra), groups: groups, bias: false)),
                inputs: [map], batch: random.pick(1...2), pass: pass)
        }
    }

    mutating func pool() -> Problem {
        problem { random in
            var window = random.window()
            let kind = random.pick(PoolKind.allCases)
            if kind == .average { window.dilation = .one }
            return Problem(
                operation: .pool(
                    Pool(
                        kind: kind, window: window, rounding: random.pick([.floor, .ceil]),
                        countsPadding: random.pick([true, false]))),
                inputs: [random.map()], batch: random.pick(1...2))
        }
    }
}
