import ArchLanguage
import SourceText

/// Equal convolutions one behind the other in a file without choices: what He & Sun trade against each other.
struct ConvolutionRun: Hashable, Sendable {
    /// The stage that it stands in; empty outside any.
    var stage: String
    var kernel: Int
    var filters: Int
    var depth: Int
    /// The text of the modifiers but stride and padding, with a blank before each.
    var modifiers: String
    /// Of the first convolution; the others have 1.
    var stride: Int
    /// Where it stands in the text.
    var range: SourceRange
    /// The pool right before, whose stride may move into the first convolution.
    var pool: PoolBefore?

    /// A pool and the place of its statement.
    struct PoolBefore: Hashable, Sendable {
        /// The statement without its stride.
        var text: String
        var stride: Int
        var range: SourceRange
    }

    /// `(5,128)` or `(3,256) x3`, as the paper writes it.
    var text: String { Self.text(kernel, filters, depth) }

    static func text(_ kernel: Int, _ filters: Int, _ depth: Int) -> String {
        "(\(kernel),\(filters))" + (depth == 1 ? "" : " x\(depth)")
    }
}

/// Finds the runs of a file: convolutions that keep the map, outside of residuals, branches, blocks and repeats.
struct RunFinder {
    private let file: SourceFile
    private(set) var runs: [ConvolutionRun] = []
    private var defaultsArePadded = false
    private var pool: ConvolutionRun.PoolBefore?

    init(_ space: DesignSpace) {
        file = space.file
        walk(space.tree.statements, stage: "")
    }

    private mutating func walk(_ statements: [Statement], stage: String) {
        for statement in statements {
            switch statement.kind {
            case .stage(let name, let body) where statement.rounds == nil:
                walk(body.statements, stage: stage.isEmpty ? name.text : "\(stage).\(name.text)")
                continue
            case .group(let body) where statement.rounds == nil:
                walk(body.statements, stage: stage)
                continue
            case .defaults(.conv, let modifiers):
                defaultsArePadded = modifiers.contains { Self.changesMap($0.kind) }
                continue
            case .layer(let layer) where layer.word == .conv:
                if let run = run(layer, statement, stage: stage) { add(run) }
                pool = nil
            case .layer(let layer) where layer.word == .maxpool || layer.word == .avgpool:
                pool = poolBefore(layer, statement)
            case .layer(let layer) where [.relu, .bn, .lrn, .dropout].contains(layer.word):
                // These stay where they are: a moved stride would make them work on another map.
                pool = nil
            default:
                pool = nil
            }
        }
    }

    /// A run that goes on from the one before it in the same place is one with it.
    private mutating func add(_ run: ConvolutionRun) {
        if let last = runs.last, last.stage == run.stage, last.kernel == run.kernel, last.filters == run.filters,
            last.modifiers == run.modifiers, run.stride == 1, run.pool == nil,
            file.text(SourceRange(last.range.end, run.range.start)).allSatisfy({ $0 == ";" || $0.isWhitespace })
        {
            runs[runs.count - 1].depth += run.depth
            runs[runs.count - 1].range = last.range.union(run.range)
        } else {
            runs.append(run)
        }
    }

    private func run(_ layer: LayerSyntax, _ statement: Statement, stage: String) -> ConvolutionRun? {
        guard statement.label == nil, layer.positionals.count == 2,
            let kernel = layer.positionals[0].literal, let filters = layer.positionals[1].literal,
            let depth = statement.rounds.map(\.literal) ?? 1, depth >= 1
        else { return nil }
        var stride = 1
        var keepsMap = !defaultsArePadded
        var modifiers = ""
        for modifier in layer.modifiers {
            switch modifier.kind {
            case .stride(let size):
                guard let value = size.literal, depth == 1 || value == 1 else { return nil }
                stride = value
            case .same: keepsMap = true
            case .valid: keepsMap = kernel == 1
            case .pad(let choice): keepsMap = choice.literal.map { 2 * $0 + 1 == kernel } ?? false
            case .padEdges, .dilate, .groups: return nil
            default: modifiers += " " + file.text(modifier.place.range)
            }
        }
        guard keepsMap else { return nil }
        return ConvolutionRun(
            stage: stage, kernel: kernel, filters: filters, depth: depth, modifiers: modifiers, stride: stride,
            range: statement.place.range, pool: stride == 1 ? pool : nil)
    }

    private func poolBefore(_ layer: LayerSyntax, _ statement: Statement) -> ConvolutionRun.PoolBefore? {
        guard statement.label == nil, statement.rounds == nil, let kernel = layer.positionals.first?.literal else {
            return nil
        }
        var stride = kernel
        var text = "\(layer.word.rawValue) \(kernel)"
        for modifier in layer.modifiers {
            if case .stride(let size) = modifier.kind {
                guard let value = size.literal else { return nil }
                stride = value
            } else {
                text += " " + file.text(modifier.place.range)
            }
        }
        return stride > 1
            ? ConvolutionRun.PoolBefore(text: text, stride: stride, range: statement.place.range) : nil
    }

    private static func changesMap(_ kind: Modifier.Kind) -> Bool {
        switch kind {
        case .pad, .padEdges, .valid, .dilate, .groups, .stride: true
        default: false
        }
    }
}

extension Choice {
    /// The integer where the choice is one.
    fileprivate var literal: Int? {
        guard alternatives.count == 1, case .single(.integer(let value)) = alternatives[0] else { return nil }
        return value
    }
}

extension SizeSyntax {
    fileprivate var literal: Int? {
        guard case .square(let choice) = self else { return nil }
        return choice.literal
    }
}

extension Positional {
    fileprivate var literal: Int? {
        guard case .size(let size) = self else { return nil }
        return size.literal
    }
}
