import NetworkIR

/// One number of a fitted model, as a database keeps it.
public struct LatencyParameter: Hashable, Sendable {
    /// The kind of layer that it holds for, such as `conv`, `conv1x1` or `maxpool`.
    public var kind: String
    public var backend: String
    public var algorithm: String
    public var precision: Precision
    public var threads: Int
    public var name: String
    public var value: Double
    public var unit: String

    public init(
        kind: String, backend: String, algorithm: String, precision: Precision, threads: Int, name: String,
        value: Double, unit: String
    ) {
        self.kind = kind
        self.backend = backend
        self.algorithm = algorithm
        self.precision = precision
        self.threads = threads
        self.name = name
        self.value = value
        self.unit = unit
    }
}

extension LatencyModel {
    private static let spreadName = "spread"
    private static let countName = "kernels"
    private static let lengthName = "field length"
    private static let noiseName = "field noise"
    private static let cacheName = "near cache"
    private static let leastName = "least time"
    /// Before the name of a function's term.
    private static let functionPrefix = "kernels with "
    /// A kernel that the field rests on is kept by its key.
    private static let anchorPrefix = "missed: "

    private static func functionName(_ term: Int) -> String { functionPrefix + KernelWork.termNames[term].name }

    /// All numbers of the model, in a stable order: it can be made of them again.
    public var parameters: [LatencyParameter] {
        let keys = fits.keys.sorted {
            ($0.kind, $0.backend, $0.algorithm, $0.precision.rawValue, $0.threads)
                < ($1.kind, $1.backend, $1.algorithm, $1.precision.rawValue, $1.threads)
        }
        return keys.flatMap { key -> [LatencyParameter] in
            guard let fit = fits[key] else { return [] }
            func parameter(_ name: String, _ value: Double, _ unit: String) -> LatencyParameter {
                LatencyParameter(
                    kind: key.kind, backend: key.backend, algorithm: key.algorithm, precision: key.precision,
                    threads: key.threads, name: name, value: value, unit: unit)
            }
            var rows = zip(KernelWork.termNames, fit.prices).map { parameter($0.name, $1, $0.unit) }
            rows.append(parameter(LatencyModel.cacheName, Double(nearBytes), "B"))
            rows.append(parameter(LatencyModel.spreadName, fit.spread, fit.field == nil ? "ln" : "deviations"))
            rows.append(parameter(LatencyModel.countName, Double(fit.kernelCount), "kernels"))
            rows.append(parameter(LatencyModel.leastName, fit.leastTime, "ns"))
            for (term, count) in zip(KernelWork.functionTerms, fit.functionCounts) {
                rows.append(parameter(LatencyModel.functionName(term), Double(count), "kernels"))
            }
            if let field = fit.field {
                rows.append(parameter(LatencyModel.lengthName, field.length, "ln"))
                rows.append(parameter(LatencyModel.noiseName, field.noise, "variances"))
            }
            return rows
                + fit.anchors.map { parameter(LatencyModel.anchorPrefix + $0.problem.key, $0.residual, "ln") }
        }
    }

    /// The model that these numbers are of; numbers with other names are passed over.
    ///
    /// - Parameters:
    ///   - wanted: makes only what these problems need; everything where nil.
    ///   - measurements: how many kernels it learned from.
    public init(parameters: [LatencyParameter], for wanted: [Problem]? = nil, measurements: Int) {
        let kinds = wanted.map { LatencyModel.kinds(of: $0) }
        var groups: [Key: [LatencyParameter]] = [:]
        for parameter in parameters where kinds?.contains(parameter.kind) ?? true {
            let key = Key(
                kind: parameter.kind, backend: parameter.backend, algorithm: parameter.algorithm,
                precision: parameter.precision, threads: parameter.threads)
            groups[key, default: []].append(parameter)
        }
        let cache = parameters.first { $0.name == LatencyModel.cacheName }.flatMap { Int(exactly: $0.value) } ?? 1 << 20
        var fits: [Key: KernelFit] = [:]
        for (key, rows) in groups {
            let values = Dictionary(rows.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            let prices = KernelWork.termNames.map { values[$0.name] ?? 0 }
            guard let spread = values[LatencyModel.spreadName] else { continue }
            // In the order of their keys, whatever the database's: sums must not depend on it.
            let anchors = rows.filter { $0.name.hasPrefix(LatencyModel.anchorPrefix) }.sorted { $0.name < $1.name }
                .compactMap { row in
                    Problem(key: String(row.name.dropFirst(LatencyModel.anchorPrefix.count))).map {
                        KernelFit.Anchor(problem: $0, residual: row.value)
                    }
                }
            var field: ResidualField?
            if let length = values[LatencyModel.lengthName], let noise = values[LatencyModel.noiseName], length > 0,
                noise > 0
            {
                let known = anchors.compactMap { anchor in
                    KernelWork(anchor.problem, nearBytes: cache).map {
                        (position: $0.position, residual: anchor.residual)
                    }
                }
                field = ResidualField(known.map(\.position), known.map(\.residual), length: length, noise: noise)
            }
            let count = values[LatencyModel.countName].flatMap { Int(exactly: $0) } ?? anchors.count
            let functions = KernelWork.functionTerms.map { term in
                values[LatencyModel.functionName(term)].flatMap { Int(exactly: $0) } ?? 0
            }
            fits[key] = KernelFit(
                prices: prices, field: field, anchors: anchors, spread: spread, kernelCount: count,
                leastTime: values[LatencyModel.leastName] ?? 0, functionCounts: functions)
        }
        self.init(fits: fits, nearBytes: cache, observationCount: measurements)
    }
}
