import CostAnalysis
import NetworkIR

/// Kernels worth timing to learn a machine: spread evenly over the shapes that networks use.
///
/// Each kind has its own Halton sequence (Halton 1960, Numerische Mathematik 2) over channels, filters, map, window and
/// stride, which leaves no gap and no cluster however many are taken; what no network would hold is skipped. The kinds take
/// turns by how much of networks' time they are, so that any beginning of the list is a design of its own.
public enum CalibrationDesign {
    /// The first `count` distinct problems of the design, always the same.
    public static func problems(_ count: Int) -> [Problem] {
        var generators = CalibrationKind.allCases.map { (kind: $0, next: 1) }
        var problems: [Problem] = []
        var seen: Set<Problem> = []
        var turn = 0
        let turns = CalibrationKind.allCases.flatMap { kind in [CalibrationKind](repeating: kind, count: kind.weight) }
        // Interleaved, so that no kind waits for another's whole turn.
        let order = turns.indices.map { turns[$0 * 7 % turns.count] }
        while problems.count < count, turn < 200 * count {
            let kind = order[turn % order.count]
            turn += 1
            guard let place = generators.firstIndex(where: { $0.kind == kind }) else { continue }
            // Some points of a sequence are no layer of any network.
            for _ in 0..<50 {
                let point = (0..<5).map { halton(generators[place].next, base: [2, 3, 5, 7, 11][$0]) }
                generators[place].next += 1
                guard let problem = kind.problem(point), isUsual(problem), seen.insert(problem).inserted else {
                    continue
                }
                problems.append(problem)
                break
            }
        }
        return problems
    }

    /// The radical inverse: the index's digits mirrored at the point, from 0 to 1.
    static func halton(_ index: Int, base: Int) -> Double {
        var (rest, place, value) = (index, 1.0, 0.0)
        while rest > 0 {
            place /= Double(base)
            value += place * Double(rest % base)
            rest /= base
        }
        return value
    }

    /// Within the sizes of the layers in `architectures/`: maps of 1 Ki to 4 Mi elements, weights up to 64 MiB, work up to
    /// 4 GFLOPs.
    private static func isUsual(_ problem: Problem) -> Bool {
        guard
            let output = try? problem.operation.output(of: problem.inputs),
            let elements = try? output.elements(), let input = try? problem.inputs[0].elements(),
            let cost = try? problem.operation.cost(inputs: problem.inputs, output: output)
        else { return false }
        let range = problem.inputs[0].isVector ? 64...(1 << 22) : 1024...(1 << 22)
        return range.contains(input) && elements <= 1 << 22 && cost.params.count <= 1 << 24
            && cost.flops.count <= 4 << 30
    }
}
