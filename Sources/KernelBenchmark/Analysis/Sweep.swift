import NetworkIR

/// One field of a problem, walked through a range: `filters=16..512:16`.
public struct Sweep: Hashable, Sendable {
    public var field: SweptField
    /// Ascending, at least two.
    public var values: [Int]

    /// The most values that a sweep may have.
    public static let limit = 10_000

    public init(field: SweptField, values: [Int]) {
        self.field = field
        self.values = values
    }

    /// Reads `field=first..last` or `field=first..last:step`.
    ///
    /// - Throws: what is wrong with the text, and what is near.
    public init(parsing text: String) throws(SweepError) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .malformed(text) }
        guard let field = SweptField(rawValue: String(parts[0])) else { throw .unknownField(String(parts[0])) }
        let stepParts = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard stepParts.count <= 2, let range = stepParts.first, let dots = range.firstRange(of: "..") else {
            throw .malformed(text)
        }
        guard
            let first = Int(range[..<dots.lowerBound]), let last = Int(range[dots.upperBound...]),
            let step = stepParts.count == 2 ? Int(stepParts[1]) : 1
        else { throw .malformed(text) }
        guard first >= field.least else { throw .tooSmall(field, first) }
        guard step >= 1, last > first else { throw .emptyRange(first: first, last: last, step: step) }
        guard (last - first) % step == 0 else { throw .stepMissesEnd(first: first, last: last, step: step) }
        guard (last - first) / step < Sweep.limit else { throw .tooManyValues }
        self.init(field: field, values: Array(stride(from: first, through: last, by: step)))
    }

    /// The problems for all values, in order.
    ///
    /// - Throws: a value that the problem cannot take.
    public func problems(from problem: Problem) throws(SweepError) -> [Problem] {
        var problems: [Problem] = []
        for value in values { problems.append(try field.setting(value, in: problem)) }
        return problems
    }
}

/// Why a sweep cannot be made.
public enum SweepError: Error, Hashable, Sendable {
    case malformed(String)
    case unknownField(String)
    case tooSmall(SweptField, Int)
    case emptyRange(first: Int, last: Int, step: Int)
    case stepMissesEnd(first: Int, last: Int, step: Int)
    case tooManyValues
    /// The operation has no such field.
    case absent(SweptField, problem: String)
    /// A rule of the operation's shapes is broken.
    case impossible(SweptField, value: Int, reason: String)
}

extension SweepError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed(let text): "a sweep is written 'field=first..last:step', as 'filters=16..512:16'; got '\(text)'"
        case .unknownField(let name):
            "there is no field '\(name)' to sweep; there are "
                + SweptField.allCases.map(\.rawValue).joined(separator: ", ")
        case .tooSmall(let field, let value): "'\(field.rawValue)' must be at least \(field.least); got \(value)"
        case .emptyRange(let first, let last, let step):
            "the range \(first)..\(last):\(step) of a sweep must have at least two values: it goes upwards, by steps of 1 or more"
        case .stepMissesEnd(let first, let last, let step):
            "the steps of \(first)..\(last):\(step) do not hit its end; the last is \(last - (last - first) % step)"
        case .tooManyValues: "a sweep has at most \(Sweep.limit) values"
        case .absent(let field, let problem): "'\(problem)' has no '\(field.rawValue)' to sweep"
        case .impossible(let field, let value, let reason): "\(field.rawValue) \(value): \(reason)"
        }
    }
}
