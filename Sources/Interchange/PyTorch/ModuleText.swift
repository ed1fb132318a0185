import NetworkIR

/// Writes statements of an outline as expressions that build PyTorch modules.
struct ModuleText {
    /// What is known of the map at a place.
    struct Flow {
        var channels: ModuleNumber
        /// True once only channels are left, so that flattening changes nothing.
        var isVector: Bool
        /// True behind a module that flattened, so that the tensor is of rank 2.
        var isFlat = false
    }

    let defaults: OutputForm
    let blocks: [String: OutlineBlock]
    private(set) var helpers: Set<ModuleHelper> = []
    /// What PyTorch has no module for, the first that was met.
    private(set) var refusal: ExportError?
    /// Inside of a class whose instances differ, where only parameters may be spoken of.
    var isInBlock = false
    /// Set where a block speaks of something that its parameters do not say.
    private(set) var needsInstances = false

    init(defaults: OutputForm, blocks: [OutlineBlock]) {
        self.defaults = defaults
        self.blocks = Dictionary(blocks.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    }

    mutating func refuse(_ operation: String, _ reason: String) {
        if refusal == nil {
            refusal = .inexpressible(layer: operation, operation: operation, format: "PyTorch", reason: reason)
        }
    }

    mutating func need(_ helper: ModuleHelper) { helpers.insert(helper) }

    /// The modules of a sequence, one expression each, and the map behind them.
    mutating func modules(_ items: [OutlineItem], _ flow: Flow) -> (texts: [String], flow: Flow) {
        var flow = flow
        var texts: [String] = []
        for item in items {
            let (text, next) = modules(item, flow)
            texts += text
            flow = next
        }
        return (texts, flow)
    }

    /// One expression for a sequence.
    mutating func module(_ items: [OutlineItem], _ flow: Flow) -> (text: String, flow: Flow) {
        let (texts, next) = modules(items, flow)
        return (ModuleText.sequential(texts), next)
    }

    static func sequential(_ texts: [String]) -> String {
        switch texts.count {
        case 0: "nn.Identity()"
        case 1 where !texts[0].hasPrefix("*"): texts[0]
        default: "nn.Sequential(\(texts.joined(separator: ", ")))"
        }
    }

    /// The modules of an item in all its rounds.
    private mutating func modules(_ item: OutlineItem, _ flow: Flow) -> (texts: [String], flow: Flow) {
        guard item.rounds > 1 else { return once(item, flow) }
        if case .dense(let body) = item.kind, let text = growing(body, item.rounds, flow) { return text }
        var (texts, next) = once(item, flow)
        var round = 1
        var flow = flow
        while round < item.rounds {
            flow = next
            let (more, after) = once(item, flow)
            round += 1
            if after.channels == flow.channels, after.isFlat == flow.isFlat, after.isVector == flow.isVector,
                item.rounds - round > 0 || more == texts
            {
                // From here on the rounds are equal.
                let left = item.rounds - round + 1
                let isFromStart = more == texts && round == 2
                let count = isFromStart ? item.rounds : left
                let repeated = "*(\(ModuleText.sequential(more)) for _ in range(\(count)))"
                return (isFromStart ? [repeated] : texts + (count > 1 ? [repeated] : more), after)
            }
            texts += more
            next = after
        }
        return (texts, next)
    }

    /// Rounds of a dense block: each has more channels by one growth.
    private mutating func growing(_ body: [OutlineItem], _ rounds: Int, _ flow: Flow) -> (texts: [String], flow: Flow)?
    {
        let (_, first) = module(body, flow)
        guard let growth = first.channels.value, let start = flow.channels.value else { return nil }
        var inside = flow
        inside.channels = flow.channels + ModuleNumber(growth) * ModuleNumber(name: "i")
        let (text, next) = module(body, inside)
        // A body that does not make the same channels each time does not grow evenly.
        guard next.channels.value == growth else { return nil }
        need(.dense)
        var after = flow
        after.channels = ModuleNumber(start + growth * rounds)
        return (["*(Dense(\(text)) for i in range(\(rounds)))"], after)
    }

    private mutating func once(_ item: OutlineItem, _ flow: Flow) -> (texts: [String], flow: Flow) {
        switch item.kind {
        case .line(let line): return modules(line, entry: item.entry, flow)
        case .group(let body), .stage(_, let body): return modules(body, flow)
        case .call(let name, let arguments):
            let texts = [flow.channels.text] + arguments.map(String.init)
            var next = flow
            if let block = blocks[name] {
                let values = values(block, arguments)
                (_, next) = modules(block.body.map { $0.filling(values) }, flow)
            }
            return (["\(ModuleText.className(name))(\(texts.joined(separator: ", ")))"], next)
        case .residual(let mode, let body):
            let (text, next) = module(body, flow)
            switch mode {
            case .identity:
                need(.residualWhereEqual)
                return (["ResidualWhereEqual(\(text))"], next)
            case .projection, .pad:
                need(.residual)
                let shortcut = shortcut(item, mode, body, from: flow, to: next)
                return (["Residual(\(([text] + shortcut).joined(separator: ", ")))"], next)
            }
        case .dense(let body):
            need(.dense)
            let (text, inner) = module(body, flow)
            var next = flow
            next.channels = flow.channels + inner.channels
            return (["Dense(\(text))"], next)
        case .branches(let join, let groups):
            need(.branches)
            var texts: [String] = []
            var ends: [Flow] = []
            for group in groups {
                let (text, end) = module(group, flow)
                texts.append(text)
                ends.append(end)
            }
            var next = ends.first { !$0.isVector } ?? ends.first ?? flow
            if join == .concatenate { next.channels = ends.reduce(ModuleNumber(0)) { $0 + $1.channels } }
            return (["Branches(\(([#""\#(join.rawValue)""#] + texts).joined(separator: ", ")))"], next)
        case .from, .join:
            // Labels are the forward method's business.
            needsInstances = true
            return ([], flow)
        }
    }

    private func values(_ block: OutlineBlock, _ arguments: [Int]) -> [String: Int] {
        var result: [String: Int] = [:]
        for (index, parameter) in block.parameters.enumerated() {
            result[parameter.name] = index < arguments.count ? arguments[index] : parameter.fallback ?? 1
        }
        return result
    }

    /// The module on the shortcut of a residual, where there is one.
    private mutating func shortcut(
        _ item: OutlineItem, _ mode: ShortcutKind, _ body: [OutlineItem], from: Flow, to: Flow
    ) -> [String] {
        if !isInBlock {
            guard item.entry != item.exit || from.channels != to.channels else { return [] }
            let stride = [(item.entry.height - 1) / item.exit.height + 1, (item.entry.width - 1) / item.exit.width + 1]
            return [projection(mode, "(\(stride[0]), \(stride[1]))", squareStride: stride, from, to)]
        }
        // Inside of a class the stride is what its layers say.
        var stride = ModuleNumber(1)
        for inner in body {
            guard case .line(let line) = inner.kind else { continue }
            guard let measure = line.stride else {
                if line.word.hasSuffix("pool") { needsInstances = true }
                continue
            }
            guard case .square(let count) = measure else {
                needsInstances = true
                continue
            }
            stride = stride * ModuleNumber(count, channels: from.channels)
        }
        let isPlain = stride.value == 1 && from.channels == to.channels
        guard !isPlain else { return [] }
        let text = projection(mode, stride.text, squareStride: nil, from, to)
        let tests = [stride.value == 1 ? nil : "\(stride.text) != 1", "\(from.channels.text) != \(to.channels.text)"]
        return ["\(text) if \(tests.compactMap { $0 }.joined(separator: " or ")) else None"]
    }

    private mutating func projection(
        _ mode: ShortcutKind, _ stride: String, squareStride: [Int]?, _ from: Flow, _ to: Flow
    ) -> String {
        if mode == .pad {
            need(.paddedShortcut)
            let steps = squareStride == nil ? "(\(stride), \(stride))" : stride
            return "PaddedShortcut(\(steps), \(to.channels.text) - \(from.channels.text))"
        }
        let step = squareStride.map { $0[0] == $0[1] ? String($0[0]) : stride } ?? stride
        var arguments = [from.channels.text, to.channels.text, "1"]
        if step != "1" { arguments.append("stride=\(step)") }
        if !defaults.bias { arguments.append("bias=False") }
        let convolution = "nn.Conv2d(\(arguments.joined(separator: ", ")))"
        return defaults.norm ? "nn.Sequential(\(convolution), nn.BatchNorm2d(\(to.channels.text)))" : convolution
    }

    /// `residual_unit` becomes `ResidualUnit`.
    static func className(_ name: String) -> String {
        let words = name.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        let joined = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        return joined.first.map { $0.isLetter } ?? false ? joined : "Network" + joined
    }

    mutating func markNeedsInstances() { needsInstances = true }
}

extension OutlineItem {
    /// The same item with a block's parameters as numbers.
    func filling(_ values: [String: Int]) -> OutlineItem {
        func filled(_ count: Count) -> Count {
            switch count {
            case .literal, .channels: count
            case .name(let name): .literal(values[name] ?? 1)
            case .product(let factor, let inner): .product(factor, filled(inner))
            case .quotient(let inner, let divisor): .quotient(filled(inner), divisor)
            }
        }
        return mappingCounts { count, _, _ in filled(count) }
    }
}
