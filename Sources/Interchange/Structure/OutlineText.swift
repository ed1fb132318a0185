import NetworkIR

/// Writes an outline in the language, braces on one line; the language's own formatter breaks lines.
struct OutlineText {
    private static let lineWidth = 78
    let defaults: OutputForm

    static func text(_ outline: Outline, input: FeatureMap, comment: String) -> String {
        let writer = OutlineText(defaults: outline.convolutionDefaults)
        var lines = ["# \(comment)", "input \(input)"]
        let modifiers = writer.defaultWords
        if !modifiers.isEmpty { lines.append("with conv: \(modifiers.joined(separator: " "))") }
        for block in outline.blocks {
            let parameters = block.parameters.map { $0.name + ($0.fallback.map { " = \($0)" } ?? "") }
            lines.append("block \(block.name)(\(parameters.joined(separator: ", "))) \(writer.braces(block.body))")
        }
        lines += writer.topLevel(outline.items)
        return lines.joined(separator: "\n") + "\n"
    }

    /// Statements by line: those that belong together share one.
    private func topLevel(_ items: [OutlineItem]) -> [String] {
        var lines: [String] = []
        var isOpen = false
        for item in items {
            let text = text(item)
            let isShort = item.isLine && item.label == nil
            if isOpen, isShort, let last = lines.last, last.count + text.count < OutlineText.lineWidth {
                lines[lines.count - 1] = last + "; " + text
            } else {
                lines.append(text)
            }
            isOpen = isShort
            if case .line(let line) = item.kind, line.word.hasSuffix("pool") { isOpen = false }
        }
        return lines
    }

    private func braces(_ items: [OutlineItem]) -> String {
        items.isEmpty ? "{ }" : "{ " + items.map(text).joined(separator: "; ") + " }"
    }

    private func text(_ item: OutlineItem) -> String {
        var text: String
        var roundsBehind = item.rounds > 1
        switch item.kind {
        case .line(let line): text = self.text(line)
        case .branches(let join, let groups):
            text = "branches \(join.rawValue) { \(groups.map(braces).joined(separator: " ")) }"
        case .residual(let mode, let body):
            let word =
                switch mode {
                case .projection: "residual"
                case .identity: "residual identity"
                case .pad: "residual pad"
                }
            text = "\(word) \(braces(body))"
        case .dense(let body):
            text = (item.rounds > 1 ? "dense x\(item.rounds) " : "dense ") + braces(body)
            roundsBehind = false
        case .group(let body): text = braces(body)
        case .stage(let name, let body): text = "stage \(name) \(braces(body))"
        case .call(let name, let arguments): text = "\(name)(\(arguments.map(String.init).joined(separator: ", ")))"
        case .from(let label): text = "from \(label)"
        case .join(let join, let label): text = "\(join.rawValue) \(label)"
        }
        if roundsBehind { text += " x\(item.rounds)" }
        if let label = item.label { text += " as \(label)" }
        return text
    }

    // MARK: Lines

    private var defaultWords: [String] {
        var words: [String] = []
        if !defaults.bias { words.append("nobias") }
        if defaults.norm { words.append("bn") }
        if let activation = defaults.activation { words.append(activation) }
        return words
    }

    private func text(_ line: OutlineLine) -> String {
        var words = [line.word] + line.sizes.map { text($0.measure) }
        if let stride = line.stride, stride != .one || !line.isConvolution { words.append("/" + text(stride)) }
        switch line.padding {
        case .usual: break
        case .none: words.append("valid")
        case .all(let edge): words.append("pad \(edge)")
        case .edges(let padding): words.append("pad \(padding)")
        }
        if let extra = line.outputPadding, extra != .square(.literal(0)) { words.append("outpad " + text(extra)) }
        if let dilation = line.dilation, dilation != .one { words.append("dilate " + text(dilation)) }
        if let groups = line.groups, groups != .literal(1) { words.append("groups " + text(groups)) }
        if let multiplier = line.multiplier, multiplier != .literal(1) { words.append("mult " + text(multiplier)) }
        words += line.words
        if let output = line.output {
            let usual = line.isConvolution ? defaults : OutputForm()
            if output.bias != usual.bias { words.append(output.bias ? "bias" : "nobias") }
            if output.norm != usual.norm { words.append(output.norm ? "bn" : "nobn") }
            if output.activation != usual.activation { words.append(output.activation ?? "linear") }
        }
        return words.joined(separator: " ")
    }

    private func text(_ measure: Measure) -> String {
        switch measure {
        case .square(let count): text(count)
        case .rectangle(let height, let width): "\(height)x\(width)"
        }
    }

    private func text(_ count: Count) -> String {
        switch count {
        case .literal(let value): "\(value)"
        case .name(let name): name
        case .channels: "c"
        case .product(let factor, let inner): "\(factor)*\(text(inner))"
        case .quotient(let inner, let divisor): "(\(text(inner))/\(divisor))"
        }
    }
}
