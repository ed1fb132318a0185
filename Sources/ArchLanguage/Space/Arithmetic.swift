import NetworkIR
import SourceText

/// The value itself while it stays within ±2^62, so that a sign can always be turned; an overflow beyond.
private func bounded(_ value: Int) throws(CountOverflow) -> Int {
    if value.magnitude > 1 << 62 { throw CountOverflow() }
    return value
}

/// A quotient of integers, in lowest terms with a positive denominator; what `round8` rounds.
struct Fraction {
    var numerator: Int
    var denominator: Int

    init(_ numerator: Int, over denominator: Int = 1) {
        var (a, b) = (numerator.magnitude, denominator.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        let divisor = Int(max(a, 1))
        let sign = denominator < 0 ? -1 : 1
        self.numerator = sign * (numerator / divisor)
        self.denominator = sign * (denominator / divisor)
    }

    /// MobileNet's rule: the nearest multiple of 8, at least 8, one step up where that falls below 90 % of the value.
    ///
    /// Howard et al. 2017, `make_divisible` of the reference code; halves round up.
    func roundedToEight() throws(CountOverflow) -> Int {
        let shifted = try checkedSum(numerator, checkedProduct(4, denominator))
        var result = max(8, try Fraction.floor(shifted, checkedProduct(8, denominator)) * 8)
        if try checkedProduct(checkedProduct(result, denominator), 10) < checkedProduct(numerator, 9) {
            result = try checkedSum(result, 8)
        }
        return result
    }

    private static func floor(_ a: Int, _ b: Int) -> Int {
        a / b - (a % b < 0 ? 1 : 0)
    }
}

/// Values of names while a network is laid out, as far as numbers need them.
struct Bindings: Sendable {
    /// By slot; nil where a binding failed, so that what depends on it stays silent.
    var slots: [Int?]
    /// The current number of channels; nil where the current map is unknown.
    var channels: Int?
}

/// A formula has no value: the problem, or nil where an earlier problem (already reported) is the cause.
struct NoValue: Error {
    var problem: ElaborationProblem?
    var range: SourceRange?
}

extension Formula {
    /// The integer that this formula stands for.
    func value(_ bindings: Bindings) throws(NoValue) -> Int {
        switch self {
        case .constant(let value): return value
        case .slot(let slot):
            guard let value = bindings.slots[slot] else { throw NoValue() }
            return value
        case .channels:
            guard let value = bindings.channels else { throw NoValue() }
            return value
        case .least(let first, let second): return min(try first.value(bindings), try second.value(bindings))
        case .greatest(let first, let second): return max(try first.value(bindings), try second.value(bindings))
        case .round8(let inner, let range):
            let fraction = try inner.fraction(bindings)
            do { return try fraction.roundedToEight() } catch { throw NoValue(problem: .overflow, range: range) }
        case .binary(let left, let sign, let right, let range):
            let (a, b) = (try left.value(bindings), try right.value(bindings))
            do {
                switch sign {
                case .add: return try bounded(checkedSum(a, b))
                case .subtract: return try bounded(checkedSum(a, -b))
                case .multiply: return try bounded(checkedProduct(a, b))
                case .divide: break
                }
            } catch { throw NoValue(problem: .overflow, range: range) }
            guard b != 0 else { throw NoValue(problem: .divisionByZero, range: range) }
            guard a % b == 0 else { throw NoValue(problem: .inexactDivision(a, b), range: range) }
            return a / b
        }
    }

    /// The quotient that this formula stands for inside `round8`, where a division may leave a remainder.
    private func fraction(_ bindings: Bindings) throws(NoValue) -> Fraction {
        guard case .binary(let left, let sign, let right, let range) = self else {
            return Fraction(try value(bindings))
        }
        let (a, b) = (try left.fraction(bindings), try right.fraction(bindings))
        do {
            switch sign {
            case .add, .subtract:
                let cross = try bounded(checkedProduct(b.numerator, a.denominator))
                let sum = try checkedSum(checkedProduct(a.numerator, b.denominator), sign == .add ? cross : -cross)
                return Fraction(try bounded(sum), over: try bounded(checkedProduct(a.denominator, b.denominator)))
            case .multiply:
                return Fraction(
                    try bounded(checkedProduct(a.numerator, b.numerator)),
                    over: try bounded(checkedProduct(a.denominator, b.denominator)))
            case .divide:
                guard b.numerator != 0 else { throw NoValue(problem: .divisionByZero, range: range) }
                return Fraction(
                    try bounded(checkedProduct(a.numerator, b.denominator)),
                    over: try bounded(checkedProduct(a.denominator, b.numerator)))
            }
        } catch let error as NoValue {
            throw error
        } catch {
            throw NoValue(problem: .overflow, range: range)
        }
    }
}

extension ResolvedChoice {
    /// The most alternatives of one choice.
    static let domainLimit = 100_000

    /// The alternatives in the order written, each once; the first is the network itself.
    func domain(_ bindings: Bindings) throws(NoValue) -> [Int] {
        var values: [Int] = []
        for alternative in [first] + others {
            switch alternative {
            case .single(let formula): values.append(try formula.value(bindings))
            case .span(let low, let high, let step, let range):
                let (low, high) = (try low.value(bindings), try high.value(bindings))
                let step = try step?.value(bindings) ?? 1
                guard step >= 1 else { throw NoValue(problem: .zeroStep, range: range) }
                guard low <= high else { throw NoValue(problem: .emptyRange(low: low, high: high), range: range) }
                let (width, overflow) = high.subtractingReportingOverflow(low)
                guard !overflow else { throw NoValue(problem: .overflow, range: range) }
                guard width % step == 0 else {
                    throw NoValue(problem: .stepMisses(low: low, high: high, step: step), range: range)
                }
                guard width / step < ResolvedChoice.domainLimit else {
                    throw NoValue(problem: .tooManyAlternatives(limit: ResolvedChoice.domainLimit), range: range)
                }
                values.append(contentsOf: stride(from: low, through: high, by: step))
            }
            guard values.count <= 2 * ResolvedChoice.domainLimit else {
                throw NoValue(problem: .tooManyAlternatives(limit: ResolvedChoice.domainLimit), range: self.range)
            }
        }
        var seen = Set<Int>(minimumCapacity: values.count)
        let unique = values.filter { seen.insert($0).inserted }
        guard unique.count <= ResolvedChoice.domainLimit else {
            throw NoValue(problem: .tooManyAlternatives(limit: ResolvedChoice.domainLimit), range: range)
        }
        return unique
    }
}
