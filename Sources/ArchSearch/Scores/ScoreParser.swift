import SourceText

extension Score {
    /// Reads a weighted sum.
    ///
    ///     score = [ "-" ] part { ( "+" | "-" ) part }
    ///     part  = NAME | NUMBER "*" NAME | NAME "*" NUMBER
    ///
    /// Names may hold a `-`; a minus sign behind a name stands apart from it.
    public init(parsing text: String) throws(ScoreError) {
        var rest = Substring(text)
        var parts: [(term: ScoreTerm, millionths: Int64)] = []
        func skipSpaces() { rest = rest.drop { $0 == " " } }
        var sign: Int64 = 1
        skipSpaces()
        if rest.first == "-" {
            sign = -1
            rest = rest.dropFirst()
        }
        while true {
            parts.append(try Score.part(&rest, sign: sign, in: text))
            skipSpaces()
            guard let next = rest.first else { break }
            guard next == "+" || next == "-" else { throw .termExpected(text, found: String(rest)) }
            sign = next == "-" ? -1 : 1
            rest = rest.dropFirst()
        }
        self.init(weights: parts, text: text)
    }

    private static func part(_ rest: inout Substring, sign: Int64, in text: String) throws(ScoreError)
        -> (term: ScoreTerm, millionths: Int64)
    {
        let first = word(&rest)
        guard !first.isEmpty else { throw .termExpected(text, found: String(rest)) }
        rest = rest.drop { $0 == " " }
        guard rest.first == "*" else {
            return (try term(first, in: text), sign * 1_000_000)
        }
        rest = rest.dropFirst()
        let second = word(&rest)
        guard !second.isEmpty else { throw .termExpected(text, found: String(rest)) }
        let (weight, name) = first.first?.isNumber == true ? (first, second) : (second, first)
        return (try term(name, in: text), sign * (try millionths(weight)))
    }

    private static func word(_ rest: inout Substring) -> String {
        rest = rest.drop { $0 == " " }
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_" }
        rest = rest.dropFirst(word.count)
        return String(word)
    }

    private static func term(_ name: String, in text: String) throws(ScoreError) -> ScoreTerm {
        if let term = ScoreTerm(rawValue: name) { return term }
        if name.first?.isNumber == true { throw .termExpected(text, found: name) }
        throw .unknownTerm(name, near: nearestWord(to: name, in: ScoreTerm.allCases.map(\.rawValue)))
    }

    private static func millionths(_ text: String) throws(ScoreError) -> Int64 {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard
            (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { "0"..."9" ~= $0 } }),
            let whole = Int64(parts[0]), whole < 1_000_000_000
        else { throw .badWeight(text) }
        guard parts.count == 2 else { return whole * 1_000_000 }
        let digits = parts[1]
        guard digits.count <= 6, let fraction = Int64(String(digits) + String(repeating: "0", count: 6 - digits.count))
        else { throw .badWeight(text) }
        return whole * 1_000_000 + fraction
    }
}
