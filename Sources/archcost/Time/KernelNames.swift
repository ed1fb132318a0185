import ConvKernels
import LatencyModel
import Persistence
import SourceText

/// What backends and algorithms are called, here and in a result database: a name that nobody knows is a mistake, not a
/// kernel without a time.
struct KernelNames {
    private var algorithms: [String: Set<String>]

    init(_ store: ResultStore) throws {
        algorithms = try store.measuredAlgorithms()
        for backend in KernelBackends.all {
            algorithms[backend.name, default: []].formUnion(backend.algorithmNames)
        }
    }

    /// - Throws: a name that does not exist, with those that do.
    func check(_ wish: TimeWish) throws(CommandFailure) {
        if let backend = wish.backend, algorithms[backend] == nil {
            throw CommandFailure(
                "no backend is called '\(backend)'" + Self.alternatives(to: backend, algorithms.keys.sorted()))
        }
        guard case .named(let name) = wish.algorithm else { return }
        let all = algorithms.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        let offered = wish.backend.flatMap { algorithms[$0] } ?? all
        if offered.contains(name) { return }
        let known = offered.union(["auto", "best"]).sorted()
        if let backend = wish.backend, all.contains(name) {
            throw CommandFailure(
                "the backend '\(backend)' has no algorithm '\(name)'; there are \(known.joined(separator: ", "))")
        }
        throw CommandFailure("no algorithm is called '\(name)'" + Self.alternatives(to: name, known))
    }

    private static func alternatives(to name: String, _ known: [String]) -> String {
        (nearestWord(to: name, in: known).map { "; did you mean '\($0)'?" } ?? "")
            + "; there are \(known.joined(separator: ", "))"
    }
}
