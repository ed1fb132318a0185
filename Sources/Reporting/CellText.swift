/// A cell as people read it: words, or digits and what follows them.
struct CellText: Hashable, Sendable {
    /// What stands on the column's side: words, or sign and digits.
    var body: String
    /// A number's prefix and unit, which line up on their own.
    var suffix: String
    var bodyWidth: Int
    var suffixWidth: Int

    init(_ words: String) {
        body = DisplayWidth.printable(words)
        bodyWidth = DisplayWidth.of(body)
        suffix = ""
        suffixWidth = 0
    }

    init(_ number: FormattedNumber) {
        body = number.digits
        suffix = number.suffix
        bodyWidth = body.utf8.count
        suffixWidth = suffix.isEmpty ? 0 : DisplayWidth.of(suffix)
    }

    /// Body and suffix without the alignment between.
    var text: String { body + suffix }

    /// True where the body is no number, so that it stands at the column's edge, not above the digits.
    var isDash: Bool { body == "-" }
}

/// How one column's cells become text for people, worked out once for all its rows.
struct CellFormat: Hashable, Sendable {
    private let quantity: Quantity
    private let precision: NumberPrecision
    private let units: UnitSuffixes

    /// The unit stands beside each number unless the heading already says it.
    init(_ column: Column, _ precision: NumberPrecision) {
        quantity = column.quantity
        self.precision = precision
        units =
            switch column.quantity {
            case .count(let unit), .rate(let unit):
                .decimal(column.heading.lowercased() == unit.lowercased() ? "" : unit)
            case .bytes: .bytes
            case .text, .ordinal, .ratio, .multiple, .share, .duration, .flag: .decimal("")
            }
    }

    /// A cell of the column for people.
    func text(of value: CellValue) -> CellText {
        switch value {
        // A missing word leaves its place empty; a missing number says that nothing was forgotten.
        case .missing: CellText(quantity == .text ? "" : "-")
        case .text(let words): CellText(words)
        case .flag(let flag): CellText(flag ? "yes" : "no")
        case .integer(let integer): CellText(number(integer))
        case .number(let number): CellText(self.number(number))
        }
    }

    private func number(_ value: Int) -> FormattedNumber {
        switch quantity {
        case .count, .bytes: .whole(value, units, precision)
        case .ordinal, .text, .flag: FormattedNumber(String(value))
        case .ratio, .multiple, .share, .rate, .duration: number(Double(value))
        }
    }

    private func number(_ value: Double) -> FormattedNumber {
        switch quantity {
        case .rate, .count, .bytes: .rate(value, units, precision)
        case .multiple: FormattedNumber(digits(value), "×")
        // Always three digits: percents made of a binary fraction have no exact text worth reading.
        case .share: FormattedNumber(Digits.three(value * 100), " %")
        case .duration(let unit):
            precision == .exact
                ? FormattedNumber(Digits.exact(value), " " + unit.symbol) : .duration(seconds: value / unit.perSecond)
        case .ratio, .ordinal, .text, .flag: FormattedNumber(digits(value))
        }
    }

    private func digits(_ value: Double) -> String {
        precision == .exact ? Digits.six(value) : Digits.three(value)
    }
}
