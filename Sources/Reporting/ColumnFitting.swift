/// The room that one column wants.
struct ColumnDemand: Hashable, Sendable {
    /// The width at which nothing is shortened.
    var natural: Int
    /// The width below which the column is of no use.
    var minimum: Int
    var importance: Importance
}

/// Which columns a line has room for, and how wide each is.
enum ColumnFitting {
    /// Cells between two columns.
    static let gap = 2

    /// The width of each column, nil for one that is left out, so that all fit `width` with gaps between.
    ///
    /// First the widest columns shrink, together, down to their minimum; then the least important leave, from the right.
    /// Essential columns and the last one left stay whatever the width.
    static func widths(of demands: [ColumnDemand], within width: Int?) -> [Int?] {
        guard let width else { return demands.map(\.natural) }
        var kept = Array(demands.indices)
        while !kept.isEmpty {
            let room = width - gap * (kept.count - 1)
            let least = kept.reduce(0) { $0 + demands[$1].minimum }
            if least > room, let victim = leastImportant(of: kept, demands) {
                kept.removeAll { $0 == victim }
                continue
            }
            return shrunk(demands, kept, to: room)
        }
        return []
    }

    private static func leastImportant(of kept: [Int], _ demands: [ColumnDemand]) -> Int? {
        guard kept.count > 1 else { return nil }
        return kept.filter { demands[$0].importance < .essential }
            .min { (demands[$0].importance, -$0) < (demands[$1].importance, -$1) }
    }

    private static func shrunk(_ demands: [ColumnDemand], _ kept: [Int], to room: Int) -> [Int?] {
        var widths = [Int?](repeating: nil, count: demands.count)
        // The largest cap at which the columns together fit; one cap for all takes from the widest first.
        var (low, high) = (0, kept.map { demands[$0].natural }.max() ?? 0)
        func width(_ index: Int, cap: Int) -> Int {
            max(demands[index].minimum, min(demands[index].natural, cap))
        }
        while low < high {
            let cap = (low + high + 1) / 2
            if kept.reduce(0, { $0 + width($1, cap: cap) }) <= room { low = cap } else { high = cap - 1 }
        }
        var spare = room
        for index in kept {
            widths[index] = width(index, cap: low)
            spare -= width(index, cap: low)
        }
        // What the cap leaves over goes to the first columns that it cut.
        for index in kept where spare > 0 && width(index, cap: low) < width(index, cap: low + 1) {
            widths[index] = width(index, cap: low + 1)
            spare -= 1
        }
        return widths
    }
}
