import LongWork

/// Walks the graph from the start, always on from the node whose best completion ranks first.
///
/// The fronts say exactly how good the best completion of each beginning is, so the walk meets whole paths in the order
/// of ranking; equal ones in the order of their edges, which is that of their text.
struct BestFirstWalk<Row: LaneVector> {
    private struct Node {
        /// The label of the whole path through its best completion.
        var key: Row
        /// The label of the path so far.
        var before: Row
        var state: UInt32
        var parent: Int32
        var edge: UInt32
        var depth: Int32
    }

    private let graph: BoundedGraph<Row>
    private let table: FrontTable<Row>
    /// Paths that are worse than this in the first lane are not looked for.
    private let threshold: Int64
    private var nodes: [Node] = []
    /// Indices into `nodes`, a binary heap with the node that ranks first on top.
    private var heap: [Int32] = []

    /// The most nodes there may be.
    private let nodeLimit: Int

    init(_ graph: BoundedGraph<Row>, _ table: FrontTable<Row>, threshold: Int64, memory: Int) {
        nodeLimit = min(
            Int(Int32.max) - 1, max(1 << 14, memory / (MemoryLayout<Node>.stride + MemoryLayout<Int32>.stride)))
        self.graph = graph
        self.table = table
        self.threshold = threshold
        let start = Node(
            key: graph.algebra.identity, before: graph.algebra.identity, state: 0, parent: -1, edge: .max, depth: 0)
        if let key = key(of: graph.algebra.identity, at: 0) {
            nodes = [start]
            nodes[0].key = key
            heap = [0]
        }
    }

    /// True once the walk's nodes took all memory they may, and it stopped.
    private(set) var isOutOfMemory = false

    /// The next path in the order of ranking, as edges of the bounded graph; nil where no further one is as good as the
    /// threshold or the flag is raised.
    mutating func next(unless cancellation: Cancellation) -> (row: Row, edges: [UInt32])? {
        var turns = 0
        while let top = heap.first {
            turns += 1
            if turns % 256 == 1, cancellation.isCancelled { return nil }
            let node = nodes[Int(top)]
            guard node.key[0] <= threshold else { return nil }
            guard nodes.count + graph.edges(from: Int(node.state)).count <= nodeLimit else {
                isOutOfMemory = true
                return nil
            }
            removeTop()
            if Int(node.depth) == graph.steps { return (node.before, edges(to: top)) }
            for edge in graph.edges(from: Int(node.state)) {
                let to = Int(graph.target[edge])
                guard table.fronts[to].count > 0 else { continue }
                let before = graph.algebra.combine(node.before, graph.row[edge])
                guard let key = key(of: before, at: to), key[0] <= threshold else { continue }
                nodes.append(
                    Node(
                        key: key, before: before, state: UInt32(to), parent: top, edge: UInt32(edge),
                        depth: node.depth + 1))
                push(Int32(nodes.count - 1))
            }
        }
        return nil
    }

    /// The label of the best path that begins so; nil where none keeps the limits.
    private func key(of before: Row, at state: Int) -> Row? {
        let (algebra, front) = (graph.algebra, table.fronts[state])
        var start = 0
        if algebra.activeLanes.count == 1, algebra.combinesBySumAlone {
            // One limited lane, in which the front descends.
            let lane = algebra.activeLanes[0]
            var end = front.count
            while start < end {
                let middle = (start + end) / 2
                if before[lane] + front.rows[middle][lane] > algebra.limit[lane] {
                    start = middle + 1
                } else {
                    end = middle
                }
            }
        }
        var best: Row?
        for index in start..<front.count {
            var key = algebra.combine(before, front.rows[index])
            if any(key .> algebra.limit) { continue }
            key[0] -= table.slack[state]
            if algebra.combinesBySumAlone { return key }
            // Among rests of one score, what stands before may have raised all to one maximum.
            guard let known = best else {
                best = key
                continue
            }
            if key[0] > known[0] { break }
            if algebra.ranking(key, known) < 0 { best = key }
        }
        return best
    }

    private func edges(to node: Int32) -> [UInt32] {
        var edges: [UInt32] = []
        var current = nodes[Int(node)]
        while current.parent >= 0 {
            edges.append(current.edge)
            current = nodes[Int(current.parent)]
        }
        return edges.reversed()
    }

    private func ranksBefore(_ first: Int32, _ second: Int32) -> Bool {
        let (left, right) = (nodes[Int(first)], nodes[Int(second)])
        let ranking = graph.algebra.ranking(left.key, right.key)
        if ranking != 0 { return ranking < 0 }
        return edges(to: first).lexicographicallyPrecedes(edges(to: second))
    }

    private mutating func push(_ node: Int32) {
        heap.append(node)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard ranksBefore(heap[child], heap[parent]) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func removeTop() {
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
        var parent = 0
        while true {
            var first = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if ranksBefore(heap[child], heap[first]) { first = child }
            }
            if first == parent { return }
            heap.swapAt(parent, first)
            parent = first
        }
    }
}
