/// A cell as people read it: words, or digits and what follows them.
struct CellText: Hashable, Sendable {
    /// What stands on the column's side: words, or sign and digits.
    var body: String
    /// A number's prefix and unit, which line up on their own.
    var suffix: String
    var bodyWidth: Int
    var suffixWidth: Int

    init(_ words: String) {
        self.init(FormattedNumber(DisplayWidth.printable(words)))
    }

    init(_ number: FormattedNumber) {
        body = number.digits
        suffix = number.suffix
        bodyWidth = DisplayWidth.of(body)
        suffixWidth = suffix.isEmpty ? 0 : DisplayWidth.of(suffix)
    }

    /// Body and suffix without the alignment between.
    var text: String { body + suffix }

    /// True where the body is no number, so that it stands at the column's edge, not above the digits.
    var isDash: Bool { body == "-" }
}

extension Column {
    /// A cell of this column for people.
    ///
    /// The unit stands beside the number unless the heading already says it.
    func text(of value: CellValue, _ precision: NumberPrecision) -> CellText {
        switch value {
        case .missing: CellText(isMissingVisible ? "-" : "")
        case .text(let words): CellText(words)
        case .flag(let flag): CellText(flag ? "yes" : "no")
        case .integer(let integer): CellText(number(integer, precision))
        case .number(let number): CellText(self.number(number, precision))
        }
    }

    private func number(_ value: Int, _ precision: NumberPrecision) -> FormattedNumber {
        switch quantity {
        case .count(let unit): .count(value, unit: shown(unit), precision)
        case .bytes: .bytes(value, precision)
        case .ordinal, .text, .flag: FormattedNumber(String(value))
        case .ratio, .multiple, .share, .rate, .duration: number(Double(value), precision)
        }
    }

    private func number(_ value: Double, _ precision: NumberPrecision) -> FormattedNumber {
        let digits = precision == .exact ? Digits.exact : Digits.three
        return switch quantity {
        case .rate(let unit), .count(let unit): .rate(value, unit: shown(unit), precision)
        case .bytes: .rate(value, unit: "B", precision)
        case .multiple: FormattedNumber(digits(value), "×")
        // Always three digits: percents made of a binary fraction have no exact text worth reading.
        case .share: FormattedNumber(Digits.three(value * 100), " %")
        case .duration(let unit):
            precision == .exact
                ? FormattedNumber(Digits.exact(value), " " + unit.symbol) : .duration(seconds: value / unit.perSecond)
        case .ratio, .ordinal, .text, .flag: FormattedNumber(digits(value))
        }
    }

    /// A missing word leaves its place empty; a missing number says that nothing was forgotten.
    private var isMissingVisible: Bool { quantity != .text }

    private func shown(_ unit: String) -> String {
        heading.lowercased() == unit.lowercased() ? "" : unit
    }
}
