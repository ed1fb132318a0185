import SourceText

/// Writes the text of a space around a network: the file's own text with its runs replaced.
struct SpaceWriter {
    private let file: SourceFile
    private let trade: Trade?
    private let widthStep: Int
    private var replacements: [(range: SourceRange, text: String)] = []
    /// Bindings that must stand before the first stage.
    private var opening: [String] = []
    /// Names of the `either` choices written, by the number of their run.
    private(set) var eithers: [Int: String] = [:]

    init(_ file: SourceFile, trade: Trade?, widthStep: Int) {
        self.file = file
        self.trade = trade
        self.widthStep = max(1, widthStep)
    }

    /// The whole text.
    var text: String {
        var result = opening.map { $0 + "\n" }.joined()
        var position = 0
        for (range, text) in replacements.sorted(by: { $0.range.start < $1.range.start }) {
            result += file.text(SourceRange(position, range.start)) + text
            position = range.end
        }
        return result + file.text(SourceRange(position, file.bytes.count))
    }

    /// Puts choices in the place of a run.
    mutating func replace(_ run: ConvolutionRun, number: Int) {
        let movesKernel = trade?.movesKernel ?? true
        let movesFilters = trade?.movesFilters ?? true
        let movesDepth = trade?.movesDepth ?? true
        var stride = run.stride == 1 ? "" : " /\(run.stride)"
        if trade == nil, let pool = run.pool {
            opening.append("let delay\(number) = 0|1")
            let extra = pool.stride - 1
            replacements.append(
                (pool.range, "\(pool.text) /(\(pool.stride) - \(extra)*delay\(number))"))
            stride = " /(1 + \(extra)*delay\(number))"
        }
        let kernel = choice(run.kernel, movesKernel ? Array(1...7) : [])
        let widths = movesFilters ? self.widths(around: run.filters) : []
        let depths = movesDepth ? Array(1...(4 * run.depth)) : []
        var lines = ["let kernel\(number) = \(kernel)"]
        func convolutions(_ filters: String, _ depth: String) -> String {
            let one = "conv kernel\(number) \(filters)\(run.modifiers)"
            return "\(one)\(stride) same; \(one) same x(\(depth) - 1)"
        }
        let plain =
            "let filters\(number) = \(choice(run.filters, widths)); let depth\(number) = \(choice(run.depth, depths)); "
            + convolutions("filters\(number)", "depth\(number)")
        let others = widths.filter { $0 != run.filters }
        let lastKept = movesDepth ? Array(1...max(1, 4 * run.depth - 1)) : [run.depth - 1].filter { $0 > 0 }
        if movesFilters, !others.isEmpty, !lastKept.isEmpty {
            let keeping =
                "let narrow\(number) = \(choice(others[0], others)); let before\(number) = \(choice(lastKept[0], lastKept)); "
                + convolutions("narrow\(number)", "before\(number)")
                + "; conv kernel\(number) \(run.filters)\(run.modifiers) same"
            eithers[number] = "either\(eithers.count + 1)"
            lines.append("either { \(plain) } or { \(keeping) }")
        } else {
            lines.append(plain)
        }
        replacements.append((run.range, lines.joined(separator: "; ")))
    }

    private func widths(around filters: Int) -> [Int] {
        let low = (filters + 2 * widthStep - 1) / (2 * widthStep) * widthStep
        return Array(stride(from: max(widthStep, low), through: 2 * filters, by: widthStep))
    }

    /// The file's own value first, then the others.
    private func choice(_ own: Int, _ alternatives: [Int]) -> String {
        ([own] + alternatives.filter { $0 != own }).map(String.init).joined(separator: "|")
    }
}
