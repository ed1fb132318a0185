/// The known word that a wrong one most likely meant.
///
/// - Returns: the word with the least edit distance (insert, delete, replace, swap neighbours), the first of equals in
///   the given order; nil where none is within a third of the word's length (at least one edit).
public func nearestWord(to word: String, in known: some Sequence<String>) -> String? {
    let scalars = Array(word.unicodeScalars.prefix(64))
    guard !scalars.isEmpty else { return nil }
    let allowed = max(1, scalars.count / 3)
    var best: (word: String, distance: Int)?
    for candidate in known where candidate != word {
        let distance = editDistance(scalars, Array(candidate.unicodeScalars.prefix(64)), limit: allowed)
        // A word of one letter is one edit from every other: that is no likeness.
        if distance <= allowed, distance < scalars.count, distance < best?.distance ?? Int.max {
            best = (candidate, distance)
        }
    }
    return best?.word
}

/// Optimal string alignment distance, or more than `limit` as soon as it must exceed it.
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int {
    if abs(a.count - b.count) > limit { return limit + 1 }
    var (twoAbove, above) = ([Int](), Array(0...b.count))
    for (row, first) in a.enumerated() {
        var current = [row + 1]
        for (column, second) in b.enumerated() {
            var cost = min(above[column + 1] + 1, current[column] + 1, above[column] + (first == second ? 0 : 1))
            if row > 0, column > 0, first == b[column - 1], a[row - 1] == second {
                cost = min(cost, twoAbove[column - 1] + 1)
            }
            current.append(cost)
        }
        (twoAbove, above) = (above, current)
    }
    return above[b.count]
}
