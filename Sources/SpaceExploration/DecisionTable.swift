/// Numbers for what the edges of a graph decide; 0 is nothing.
struct DecisionTable {
    /// What each number stands for.
    private(set) var decisions: [[Decision]] = [[]]
    private var numbers: [[Decision]: Int] = [:]
    /// Numbers of decisions taken one after the other, by both their numbers.
    private var sequences: [SIMD2<Int>: Int] = [:]

    mutating func number(of taken: [Decision]) -> Int {
        if taken.isEmpty { return 0 }
        if let known = numbers[taken] { return known }
        numbers[taken] = decisions.count
        decisions.append(taken)
        return decisions.count - 1
    }

    mutating func number(_ first: Int, then second: Int) -> Int {
        if first == 0 || second == 0 { return first + second }
        if let known = sequences[SIMD2(first, second)] { return known }
        let number = number(of: decisions[first] + decisions[second])
        sequences[SIMD2(first, second)] = number
        return number
    }
}
