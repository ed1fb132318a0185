/// Finds runs of statements that return with other numbers, and makes blocks of them.
struct BlockExtraction {
    /// Statements of one block, at most.
    private static let longestRun = 6
    /// Longer networks without structure are not searched.
    private static let itemLimit = 4000

    private(set) var blocks: [OutlineBlock] = []
    private(set) var items: [OutlineItem]
    private var skeletons: [Int] = []
    private var numbers: [OutlineItem: Int] = [:]

    /// - Parameter limit: blocks at most.
    init(_ items: [OutlineItem], limit: Int) {
        self.items = items
        guard items.count <= BlockExtraction.itemLimit else { return }
        for item in items { skeletons.append(number(of: item)) }
        while blocks.count < limit, let run = bestRun() { extract(run) }
        name()
    }

    /// Orders the blocks by their first call and names them.
    private mutating func name() {
        var names: [String: String] = [:]
        var ordered: [OutlineBlock] = []
        for index in items.indices {
            guard case .call(let key, let arguments) = items[index].kind else { continue }
            if names[key] == nil, let block = blocks.first(where: { $0.name == key }) {
                var named = block
                named.name = BlockNaming.name(for: block.body, taken: Set(names.values))
                names[key] = named.name
                ordered.append(named)
            }
            items[index].kind = .call(names[key] ?? key, arguments)
        }
        blocks = ordered
    }

    /// Equal numbers for statements that differ in numbers only; a negative one where labels or calls forbid sharing.
    private mutating func number(of item: OutlineItem) -> Int {
        if item.hasLabels { return -1 }
        if case .call = item.kind { return -1 }
        let skeleton = item.skeleton
        if let known = numbers[skeleton] { return known }
        numbers[skeleton] = numbers.count
        return numbers.count - 1
    }

    private struct Run {
        var starts: [Int]
        var length: Int
        var gain: Int
    }

    /// The run of statements whose extraction saves most lines.
    private func bestRun() -> Run? {
        var best: Run?
        for length in 1...BlockExtraction.longestRun where length <= items.count {
            var places: [[Int]: [Int]] = [:]
            for start in 0...(items.count - length) where !items[start].isGlue {
                let key = Array(skeletons[start..<start + length])
                guard key.allSatisfy({ $0 >= 0 }), !isPeriodic(key) else { continue }
                if let last = places[key]?.last, last + length > start { continue }
                places[key, default: []].append(start)
            }
            for starts in places.values where starts.count > 1 {
                guard let gain = gain(starts, length) else { continue }
                // Of equal gains the first in the text, so that the outcome does not hang on hashing.
                if best.map({ gain > $0.gain || gain == $0.gain && starts[0] < $0.starts[0] }) ?? true {
                    best = Run(starts: starts, length: length, gain: gain)
                }
            }
        }
        return best
    }

    /// True for a run that is itself a repetition.
    private func isPeriodic(_ key: [Int]) -> Bool {
        (1..<max(key.count, 1)).contains { period in
            key.count % period == 0 && key.indices.dropFirst(period).allSatisfy { key[$0] == key[$0 - period] }
        }
    }

    /// Lines saved by a block; nil where it saves none, or where the run is no block by its nature.
    private func gain(_ starts: [Int], _ length: Int) -> Int? {
        let first = items[starts[0]..<starts[0] + length]
        guard first.contains(where: { isBlockLike($0) }) else { return nil }
        let weight = first.reduce(0) { $0 + $1.weight }
        var calls = 1
        for (previous, start) in zip(starts, starts.dropFirst()) {
            let isNeighbour = previous + length == start
            let isEqual = items[previous..<previous + length].elementsEqual(items[start..<start + length])
            if !isNeighbour || !isEqual { calls += 1 }
        }
        guard calls > 1, weight > 1 else { return nil }
        let gain = starts.count * weight - (weight + 1 + calls)
        return gain > 0 ? gain : nil
    }

    private func isBlockLike(_ item: OutlineItem) -> Bool {
        switch item.kind {
        case .line(let line): line.word == "dwconv"
        case .residual, .branches: true
        case .dense, .group, .stage, .call, .from, .join: false
        }
    }

    private mutating func extract(_ run: Run) {
        let instances = run.starts.map { Array(items[$0..<$0 + run.length]) }
        let solved = BlockParameters(instances)
        // A number until all blocks are found.
        let name = String(blocks.count)
        blocks.append(
            OutlineBlock(
                name: name,
                parameters: solved.parameters.map { OutlineBlock.Parameter(name: $0.name, fallback: $0.fallback) },
                body: solved.body))
        for (number, start) in run.starts.enumerated().reversed() {
            let end = start + run.length
            let call = OutlineItem(
                kind: .call(name, solved.arguments(of: number)), entry: items[start].entry, exit: items[end - 1].exit,
                stage: items[end - 1].stage)
            items.replaceSubrange(start..<end, with: [call])
            skeletons.replaceSubrange(start..<end, with: [-1])
        }
    }
}

extension OutlineItem {
    /// A layer that belongs to what stands before it.
    var isGlue: Bool {
        guard case .line(let line) = kind else { return false }
        return line.output == nil && line.word != "bn" && line.word != "layernorm"
    }
}

/// Names for blocks, as the papers call such shapes.
enum BlockNaming {
    static func name(for body: [OutlineItem], taken: Set<String>) -> String {
        let base = base(body)
        guard taken.contains(base) else { return base }
        var number = 2
        while taken.contains("\(base)_\(number)") { number += 1 }
        return "\(base)_\(number)"
    }

    private static func base(_ body: [OutlineItem]) -> String {
        for item in body {
            switch item.kind {
            case .residual(_, let inner):
                let words = lines(inner).map(\.word)
                if words.contains("dwconv") { return "inverted" }
                let convolutions = words.filter { $0 == "conv" }.count
                return convolutions == 3 ? "bottleneck" : convolutions == 2 ? "basic" : "unit"
            case .branches(.concatenate, let groups):
                if groups.count > 2 { return "inception" }
                if lines(body).contains(where: { $0.word == "slice" }) { return "shuffle" }
                return body.count > 1 && item == body.last ? "fire" : "split"
            case .branches(.multiply, _): return "gate"
            case .branches(.add, _): return "sum"
            case .line, .dense, .group, .stage, .call, .from, .join: continue
            }
        }
        return lines(body).contains { $0.word == "dwconv" } ? "separable" : "unit"
    }

    private static func lines(_ items: [OutlineItem]) -> [OutlineLine] {
        items.flatMap { item -> [OutlineLine] in
            switch item.kind {
            case .line(let line): [line]
            case .branches(_, let groups): groups.flatMap { lines($0) }
            case .residual(_, let body), .dense(let body), .group(let body), .stage(_, let body): lines(body)
            case .call, .from, .join: []
            }
        }
    }
}
