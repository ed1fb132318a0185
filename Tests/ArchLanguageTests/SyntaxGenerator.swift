import SourceText

@testable import ArchLanguage

/// SplitMix64 (Steele et al. 2014): the same texts for the same seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Writes random texts that parse, laid out in random ways; their names and numbers need not make sense.
struct SyntaxGenerator {
    private var random: SeededGenerator
    private var depth = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &random)] }

    mutating func file() -> String {
        let text = chance(90) ? "input 3x\(dimension())x\(dimension())\n" : ""
        return text
            + statements(
                Int.random(in: 0...8, using: &random), separators: ["\n", "\n\n", "; ", "\n# note\n", "  # behind\n"])
    }

    private mutating func statements(_ count: Int, separators: [String]) -> String {
        var text = ""
        for _ in 0..<count { text += blanks() + statement() + pick(separators) }
        return text
    }

    private mutating func blanks() -> String { pick(["", "", " ", "   ", "\t"]) }

    private mutating func body() -> String {
        depth += 1
        defer { depth -= 1 }
        let count = Int.random(in: 0...3, using: &random)
        if chance(60) { return "{ " + statements(count, separators: ["; ", " ; ; "]) + "}" }
        return "{" + pick(["\n", " # open\n", "\n\n"])
            + statements(count, separators: ["\n", "; ", " # c\n", "\n\n\n"]) + "}"
    }

    private mutating func statement() -> String {
        let kind = Int.random(in: 0..<(depth < 4 ? 20 : 11), using: &random)
        let end = (chance(20) ? " " + repetition() : "") + (chance(10) ? " as \(name())" : "")
        switch kind {
        case 0: return "let \(name()) = \(choice(false))"
        case 1: return "require \(number(false)) \(pick(["<", "<=", "==", ">=", ">"])) \(number(false))"
        case 2: return "with \(pick(["conv", "fc"])):\(pick(["", " relu", " nobias bn leaky 0.20"]))"
        case 3:
            return
                "\(name())(\((0..<Int.random(in: 0...3, using: &random)).map { _ in choice(true) }.joined(separator: pick([",", ", ", ",\n"]))))"
                + end
        case 4: return pick(["concat", "add", "mul"]) + " \(name())" + end
        case 5...10: return layer() + end
        case 11: return body() + end
        case 12: return "stage \(pick([name(), "conv", "s1"])) " + body() + end
        case 13:
            let parameters = (0..<Int.random(in: 0...2, using: &random)).map {
                "p\($0)" + (chance(50) ? " = \(choice(true))" : "")
            }
            return
                "block \(name())\(parameters.isEmpty && chance(50) ? "" : "(\(parameters.joined(separator: ", ")))") "
                + body()
        case 14: return "residual\(pick(["", " identity", " pad"])) " + body() + end
        case 15: return "dense \(chance(50) ? repetition() + " " : "")" + body()
        case 16: return "either " + body() + pick([" or ", "\nor ", " or\u{20}"]) + body() + end
        case 17:
            let groups = (0..<Int.random(in: 1...3, using: &random)).map { _ in body() + (chance(20) ? " x2" : "") }
            return "branches \(pick(["concat", "add", "mul"])) {\(pick([" ", "\n"]))"
                + groups.joined(separator: pick([" ", "\n", "; "])) + pick([" ", "\n"]) + "}" + end
        case 18: return "from \(name())"
        default: return "with \(pick(["relu", "add", "maxpool"])): \(pick(["module", "function", "method"]))"
        }
    }

    private mutating func layer() -> String {
        let numbers = pick([
            "conv", "dwconv", "deconv", "maxpool", "spp", "gap", "leaky", "prelu", "slice", "adaptivepool",
        ])
        switch numbers {
        case "conv":
            return "conv \(size()) \(choice(false))"
                + modifiers([
                    "same", "pad \(choice(false))", "pad 1,\(number(false)),(a),2", "/\(size())", "bn", "leaky 0.1",
                    "relu", "groups \(choice(false))", "nobias",
                ])
        case "dwconv": return "dwconv \(size())" + modifiers(["mult \(choice(false))", "dilate \(size())", "linear"])
        case "deconv":
            return "deconv \(size()) \(choice(false))" + modifiers(["outpad \(size())", "/2", "prelu shared"])
        case "maxpool": return "maxpool \(size())" + modifiers(["ceil", "pad 1", "/(w)"])
        case "spp": return "spp \(choice(false)) \(choice(false))"
        case "leaky": return pick(["leaky", "leaky 0.010", "leaky 00.5"])
        case "prelu": return pick(["prelu", "prelu element"])
        case "slice": return "slice \(choice(false)) \(choice(false))"
        case "adaptivepool": return "adaptivepool \(size())\(pick(["", " max"]))"
        default: return "gap"
        }
    }

    private mutating func modifiers(_ list: [String]) -> String {
        chance(30) ? "" : " " + pick(list)
    }

    private mutating func repetition() -> String {
        pick(["x", "×"]) + pick(["2", "(\(number(true)))", "3|1..\(number(false))", "0|1|2"])
    }

    private mutating func size() -> String { chance(70) ? choice(false) : "\(dimension())x\(dimension())" }

    private mutating func dimension() -> String {
        chance(60) ? "\(Int.random(in: 0...300, using: &random))" : "(\(number(true)))"
    }

    private mutating func choice(_ inParentheses: Bool) -> String {
        var text = number(inParentheses)
        while chance(25) {
            text += pick(["|", " |", "|\n"]) + number(inParentheses)
            if chance(40) { text += "..\(number(inParentheses))" + (chance(50) ? ":\(number(inParentheses))" : "") }
        }
        return text
    }

    private mutating func number(_ inParentheses: Bool) -> String {
        depth += 1
        defer { depth -= 1 }
        let kind = depth > 7 ? Int.random(in: 0..<5, using: &random) : Int.random(in: 0..<14, using: &random)
        switch kind {
        case 0...2: return "\(Int.random(in: 0...1_000_000, using: &random))"
        case 3: return "c"
        case 4:
            // `x (` would be a repeat.
            let name = name()
            return name == "x" ? "(x)" : name
        case 5: return "(\(number(true)))"
        case 6, 7: return "(\(number(true))\(pick(["/", " / "]))\(number(true)))"
        case 8: return "round8(\(number(true)))"
        case 9: return "\(pick(["min", "max"]))(\(number(true)), \(number(true)))"
        case 10 where inParentheses: return "\(number(true))/\(number(true))"
        default: return "\(number(inParentheses))\(pick(["+", "-", "*", " + ", " - ", " * "]))\(number(inParentheses))"
        }
    }

    private mutating func name() -> String { pick(["w", "width_2", "_", "a", "x", "xx3", "B"]) }
}
