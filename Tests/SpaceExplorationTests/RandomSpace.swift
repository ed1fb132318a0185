/// Texts of small spaces that use all of the language that holds something back: names read in several places, labels
/// given anew and read several times, branches, groups to choose from, rounds, blocks. The same for the same seed.
struct RandomSpace: RandomNumberGenerator {
    private var state: UInt64
    private var choices = 0
    private var blocks: [String] = []
    /// Names and labels that may be read where the text stands.
    private var names: [String] = []
    private var labels: [String] = []
    private var nameCount = 0
    private var labelCount = 0

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func text() -> String {
        var lines = ["input 3x6x6"]
        for _ in 0..<Int.random(in: 0...2, using: &self) { lines.append(binding()) }
        if Bool.random(using: &self) { lines.append(block()) }
        lines.append("conv 1 \(filters()) as a")
        labels = ["a"]
        for _ in 0..<Int.random(in: 3...6, using: &self) { lines.append(statement(depth: 0)) }
        if Int.random(in: 0..<4, using: &self) == 0, let name = names.randomElement(using: &self) {
            lines.append("require \(name) <= \(Int.random(in: 2...4, using: &self))")
        }
        lines.append("conv 1 2")
        return lines.joined(separator: "\n")
    }

    private mutating func binding() -> String {
        nameCount += 1
        let name = "n\(nameCount)"
        defer { names.append(name) }
        if let other = names.randomElement(using: &self), Bool.random(using: &self) {
            return "let \(name) = \(other) + 1"
        }
        return "let \(name) = \(choice([1, 2, 3]))"
    }

    private mutating func block() -> String {
        let (oldNames, oldLabels) = (names, labels)
        defer { (names, labels) = (oldNames, oldLabels) }
        // A block sees its parameters alone.
        names = ["p", "q"]
        labels = []
        let body = statements(depth: 1)
        blocks.append("b")
        return "block b(p, q = \(choice([1, 2]))) { \(body) }"
    }

    /// One value, or up to four times in a text a choice.
    private mutating func choice(_ values: [Int]) -> String {
        let shuffled = values.shuffled(using: &self)
        guard choices < 4, Bool.random(using: &self) else { return "\(shuffled[0])" }
        choices += 1
        return "\(shuffled[0])|\(shuffled[1])"
    }

    private mutating func filters() -> String {
        if let name = names.randomElement(using: &self), Bool.random(using: &self) { return "(2*\(name))" }
        return choice([2, 4, 6])
    }

    private mutating func rounds() -> String {
        switch Int.random(in: 0..<5, using: &self) {
        case 0: return " x\(choice([1, 2, 3]))"
        case 1: return " x\(choice([0, 1, 2]))"
        case 2: return names.randomElement(using: &self).map { " x(\($0))" } ?? " x2"
        default: return ""
        }
    }

    private mutating func label() -> String {
        // Each name may be given once in a text; rounds give it anew.
        labelCount += 1
        let name = "l\(labelCount)"
        labels.append(name)
        return name
    }

    private mutating func statements(depth: Int) -> String {
        let (oldNames, oldLabels) = (names, labels)
        // Names end with their braces; a label given inside may be read behind them.
        defer { (names, labels) = (oldNames, oldLabels.isEmpty ? [] : labels) }
        return (0..<Int.random(in: 1...3, using: &self)).map { _ in statement(depth: depth) }.joined(separator: "; ")
    }

    private mutating func statement(depth: Int) -> String {
        switch Int.random(in: 0..<(depth < 2 ? 19 : 12), using: &self) {
        case 0, 1: return "conv 3 \(filters())\(rounds())"
        case 2, 3: return "conv 1 \(filters()) as \(label())"
        case 4: return "dropout as \(label())"
        case 5: return "slice 0 1"
        case 6, 7, 8:
            guard let name = labels.randomElement(using: &self) else { return "relu" }
            return "concat \(name)"
        case 9:
            guard let name = labels.randomElement(using: &self) else { return "dropout" }
            return "from \(name); relu"
        case 10:
            guard let name = blocks.randomElement(using: &self) else { return binding() }
            return "\(name)(\(choice([1, 2])))\(rounds())"
        case 11: return binding()
        case 12, 13: return "{ \(statements(depth: depth + 1)) }\(rounds())"
        case 14: return "{ \(statements(depth: depth + 1)) }\(rounds()) as \(label())"
        case 15:
            return
                "branches concat { { \(statements(depth: depth + 1)) } { } { \(statements(depth: depth + 1)) } }\(rounds())"
        case 16:
            return
                "residual\(["", " identity", " pad"].randomElement(using: &self) ?? "") { \(statements(depth: depth + 1)) }\(rounds())"
        case 17: return "dense x\(choice([1, 2])) { \(statements(depth: depth + 1)) }"
        default: return "either { \(statements(depth: depth + 1)) } or { \(statements(depth: depth + 1)) }\(rounds())"
        }
    }
}
