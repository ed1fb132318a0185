import NetworkIR

/// The numbers in which the instances of a block differ, as few parameters.
///
/// A number that is the same in all instances is written out. One that is a multiple or a fraction of an earlier parameter,
/// or of the channels that come in, is written in its terms.
struct BlockParameters {
    struct Parameter {
        var name: String
        var role: OutlineLine.Role
        /// One value an instance.
        var values: [Int]
        var fallback: Int?
    }

    /// Larger ratios are accidents.
    private static let largestRatio = 32

    private(set) var parameters: [Parameter] = []
    /// The template: the first instance with its numbers in terms of the parameters.
    private(set) var body: [OutlineItem] = []

    /// - Parameter instances: equal but for their numbers; at least one.
    init(_ instances: [[OutlineItem]]) {
        var holes: [(role: OutlineLine.Role, values: [Int], channels: [Int])] = []
        for (number, instance) in instances.enumerated() {
            var index = 0
            for item in instance {
                _ = item.mappingCounts { count, role, entry in
                    guard case .literal(let value) = count else { return count }
                    if number == 0 { holes.append((role, [], [])) }
                    holes[index].values.append(value)
                    holes[index].channels.append(entry.channels)
                    index += 1
                    return count
                }
            }
        }
        var counts: [Count] = []
        for hole in holes { counts.append(count(hole.role, hole.values, hole.channels)) }
        let names = rename()
        var rest = counts.map { BlockParameters.renamed($0, names) }[...]
        body = instances[0].map { item in
            item.mappingCounts { count, _, _ in
                guard case .literal = count else { return count }
                return rest.popFirst() ?? count
            }
        }
    }

    /// The arguments of one instance, those at the end that take the fallback left out.
    func arguments(of instance: Int) -> [Int] {
        var result = parameters.map { $0.values[instance] }
        for parameter in parameters.reversed() {
            guard let fallback = parameter.fallback, result.last == fallback else { break }
            result.removeLast()
        }
        return result
    }

    /// The number of a place in terms of what is known, or a new parameter.
    private mutating func count(_ role: OutlineLine.Role, _ values: [Int], _ channels: [Int]) -> Count {
        if Set(values).count == 1 { return .literal(values[0]) }
        for (index, parameter) in parameters.enumerated() where parameter.role == role && parameter.values == values {
            return .name(String(index))
        }
        if role == .filters || role == .groups || role == .other {
            for (index, parameter) in parameters.enumerated() where parameter.role == .filters {
                if let count = BlockParameters.ratio(values, parameter.values, .name(String(index))) { return count }
            }
            if let count = BlockParameters.ratio(values, channels, .channels) { return count }
        }
        // Named in the end, when it is known how many there are of a role.
        parameters.append(
            Parameter(name: "", role: role, values: values, fallback: role == .stride && values.contains(1) ? 1 : nil))
        return .name(String(parameters.count - 1))
    }

    /// `values` as one multiple or fraction of `others`.
    private static func ratio(_ values: [Int], _ others: [Int], _ base: Count) -> Count? {
        guard let value = values.first, let other = others.first, value > 0, other > 0 else { return nil }
        if value % other == 0, value / other <= largestRatio {
            let factor = value / other
            guard zip(values, others).allSatisfy({ $1 > 0 && $0 % factor == 0 && $0 / factor == $1 }) else {
                return nil
            }
            return factor == 1 ? base : .product(factor, base)
        }
        guard other % value == 0, other / value <= largestRatio else { return nil }
        let divisor = other / value
        guard zip(values, others).allSatisfy({ $1 % divisor == 0 && $1 / divisor == $0 }) else { return nil }
        return .quotient(base, divisor)
    }

    /// Names by role, those with a fallback last; returns the new name for each old place.
    private mutating func rename() -> [String: String] {
        func letter(_ role: OutlineLine.Role) -> String {
            switch role {
            case .kernel: "k"
            case .filters: "w"
            case .stride: "s"
            case .dilation: "d"
            case .groups: "g"
            case .other: "n"
            }
        }
        var names: [String: String] = [:]
        for (index, parameter) in parameters.enumerated() {
            let sharing = parameters.filter { $0.role == parameter.role }.count
            let number = parameters[...index].filter { $0.role == parameter.role }.count
            parameters[index].name = letter(parameter.role) + (sharing > 1 ? String(number) : "")
            names[String(index)] = parameters[index].name
        }
        parameters = parameters.filter { $0.fallback == nil } + parameters.filter { $0.fallback != nil }
        return names
    }

    private static func renamed(_ count: Count, _ names: [String: String]) -> Count {
        switch count {
        case .literal, .channels: count
        case .name(let old): .name(names[old] ?? old)
        case .product(let factor, let inner): .product(factor, renamed(inner, names))
        case .quotient(let inner, let divisor): .quotient(renamed(inner, names), divisor)
        }
    }
}
