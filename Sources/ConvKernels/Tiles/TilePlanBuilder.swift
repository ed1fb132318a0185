import KernelGeometry
import NetworkIR

/// Turns a window's geometry into the tables of a `TilePlan`, and says how its weights are packed.
struct TilePlanBuilder {
    private(set) var plan: TilePlan
    private(set) var packing: [PackedTap] = []
    let strides: WeightStrides

    private let shape: TileSourceShape
    private let budget: TileBudget
    private let kernelWidth: Int
    private var kinds: [Kind: Int] = [:]
    private var kindList: [Kind] = []

    /// Rows of results with the same taps.
    private struct Kind: Hashable {
        var rowFamily: Int
        var columnFamily: Int
        /// The row taps that lie inside, by their number in the kernel.
        var rowTaps: [Int]
    }

    /// Groups of vectors that see the same inputs through weights packed alike.
    private struct Table: Hashable {
        var inputs: Range<Int>
        var blocks: Int
    }

    /// One tap of a block of channels before rows choose among them.
    private struct FullTap {
        var row: Int
        var column: Int
        var weights: Int
        var inputs: Range<Int>
    }

    /// - Parameter isGradient: from the convolution's output to its input, as a transposed convolution goes.
    /// - Throws: where a size does not fit 64 bits.
    init(
        _ g: ConvolutionGeometry, isGradient: Bool = false, lanes: Int, style: TileSourceShape.Style = .direct,
        budget: TileBudget = .ofThisMachine
    ) throws(CountOverflow) {
        self.budget = budget
        kernelWidth = g.kernelWidth
        let area = try checkedProduct(g.kernelHeight, g.kernelWidth)
        let perFilter = try checkedProduct(g.inputChannelsPerGroup, area)
        let perGroup = try checkedProduct(g.outputChannelsPerGroup, perFilter)
        let input = BlockedMap(
            batch: g.batch, channels: g.inputChannels, height: g.inputHeight, width: g.inputWidth, lanes: lanes)
        let output = BlockedMap(
            batch: g.batch, channels: g.outputChannels, height: g.outputHeight, width: g.outputWidth, lanes: lanes)
        plan = isGradient ? TilePlan(source: output, result: input) : TilePlan(source: input, result: output)
        strides = WeightStrides(
            group: perGroup, output: isGradient ? area : perFilter, input: isGradient ? perFilter : area, tap: 1,
            outputsPerGroup: isGradient ? g.inputChannelsPerGroup : g.outputChannelsPerGroup,
            inputsPerGroup: isGradient ? g.outputChannelsPerGroup : g.inputChannelsPerGroup)
        let rows = TileAxis(
            isGradient: isGradient, inputs: g.inputHeight, outputs: g.outputHeight, kernel: g.kernelHeight,
            stride: g.strideHeight, dilation: g.dilationHeight, padding: g.paddingTop)
        let columns = TileAxis(
            isGradient: isGradient, inputs: g.inputWidth, outputs: g.outputWidth, kernel: g.kernelWidth,
            stride: g.strideWidth, dilation: g.dilationWidth, padding: g.paddingLeft)
        plan.resultPixel = try checkedProduct(columns.outputStep, lanes)
        shape = try TileSourceShape(
            plan.source, resultWidth: plan.result.width, isDense: g.groups == 1, rows: rows, columns: columns,
            style: style, budget: budget)
        addRows()
        let slab = try shape.slab()
        plan.slab = slab?.slab
        for index in plan.units.indices { plan.units[index].lines = slab?.linesOfUnits[index] ?? 0..<0 }
        try addGroups()
    }

    // MARK: Rows

    private mutating func addRows() {
        for start in shape.unitStarts {
            let first = plan.rows.count
            let anchors = start..<(start + shape.anchorsPerUnit)
            for (number, family) in shape.rows.families.enumerated() {
                let inside = anchors.clamped(to: family.firstAnchor..<(family.firstAnchor + family.count))
                for anchor in inside { addRow(number, family, anchor, unitStart: start) }
            }
            if shape.isFlat, let row = plan.rows[first...].first {
                let pixels = plan.rows[first...].reduce(0) { $0 + $1.pixels }
                plan.rows.replaceSubrange(
                    first..., with: [TileRow(source: row.source, result: row.result, pixels: pixels, kind: row.kind)])
            }
            plan.units.append(TileUnit(rows: first..<plan.rows.count, lines: 0..<0))
        }
        plan.kinds = kindList.count
    }

    private mutating func addRow(_ number: Int, _ family: TileAxis.Family, _ anchor: Int, unitStart: Int) {
        let lanes = plan.result.lanes
        let y = family.first + (anchor - family.firstAnchor) * shape.rows.outputStep
        // A matrix holds zeros where taps leave the map, so that all its rows are alike.
        let inside = family.taps.filter {
            shape.style == .im2col || shape.rows.isInside(shape.rows.input(at: anchor, $0))
        }
        for (columnNumber, columns) in shape.columns.families.enumerated() {
            let kind = Kind(rowFamily: number, columnFamily: columnNumber, rowTaps: inside.map(\.index))
            let known = kinds[kind] ?? kindList.count
            if known == kindList.count {
                kinds[kind] = known
                kindList.append(kind)
            }
            plan.rows.append(
                TileRow(
                    source: shape.origin(rowAnchor: anchor, unitStart: unitStart, columnAnchor: columns.firstAnchor),
                    result: (y * plan.result.width + columns.first) * lanes, pixels: columns.count, kind: known))
        }
    }

    // MARK: Groups and taps

    private mutating func addGroups() throws(CountOverflow) {
        let lanes = plan.result.lanes
        let isDense = strides.inputsPerGroup == plan.source.channels
        var tables: [Table: Int] = [:]
        var partsOfTables: [[[FullTap]]] = []
        var block = 0
        while block < plan.result.blocks {
            let left = plan.result.blocks - block
            // Pairs, and the last three together. In a grouped convolution a pair may see twice the inputs for nothing.
            let most = isDense || strides.outputsPerGroup >= 2 * lanes ? (left == 3 ? 3 : 2) : 1
            let blocks = min(left, most)
            let last = min((block + blocks) * lanes, plan.result.channels) - 1
            let firstGroup = block * lanes / strides.outputsPerGroup
            let lastGroup = last / strides.outputsPerGroup
            let inputs = firstGroup * strides.inputsPerGroup..<(lastGroup + 1) * strides.inputsPerGroup
            let table = Table(inputs: inputs, blocks: blocks)
            let parts = try packed(table, firstOutput: block * lanes)
            let number = tables[table] ?? partsOfTables.count
            if number == partsOfTables.count {
                tables[table] = number
                partsOfTables.append(parts.parts)
            }
            plan.groups.append(
                TileGroup(
                    firstBlock: block, blocks: blocks, weights: plan.weightElements, weightElements: parts.elements,
                    table: number))
            plan.weightElements = try checkedSum(plan.weightElements, parts.elements)
            block += blocks
        }
        plan.parts = partsOfTables.map(\.count).max() ?? 0
        for parts in partsOfTables {
            for kind in kindList { addLists(parts, kind) }
        }
    }

    /// The weights of a group in the order in which they are read, cut into parts that fit the first-level cache.
    private mutating func packed(
        _ table: Table, firstOutput: Int
    ) throws(CountOverflow) -> (parts: [[FullTap]], elements: Int) {
        let lanes = plan.source.lanes
        let outputs = table.blocks * plan.result.lanes
        var parts: [[FullTap]] = []
        var place = 0
        for section in sections(table, lanes: lanes) {
            var (part, bytes): ([FullTap], Int) = ([], 0)
            for unit in section {
                let size = try checkedProduct(unit.inputs.count, outputs, 4 * unit.taps.count)
                if bytes + size > budget.weightBytes && bytes > 0 {
                    parts.append(part)
                    (part, bytes) = ([], 0)
                }
                bytes += size
                for tap in unit.taps {
                    part.append(FullTap(row: tap.row, column: tap.column, weights: place, inputs: unit.inputs))
                    packing.append(
                        PackedTap(
                            target: plan.weightElements + place, firstOutput: firstOutput, outputs: outputs,
                            firstInput: unit.inputs.lowerBound, inputs: unit.inputs.count,
                            tap: tap.row * kernelWidth + tap.column))
                    place = try checkedSum(place, unit.inputs.count * outputs)
                }
            }
            if !part.isEmpty { parts.append(part) }
        }
        return (parts.isEmpty ? [[]] : parts, place)
    }

    /// Taps over one block of input channels that stay in one part.
    private struct TapUnit {
        var inputs: Range<Int>
        var taps: [(row: Int, column: Int)]
    }

    /// The taps of a table in the order in which they are summed; a part never spans two sections.
    private func sections(_ table: Table, lanes: Int) -> [[TapUnit]] {
        let (rows, columns) = (shape.rows.tapNumbers, shape.columns.tapNumbers)
        let blocks = ((table.inputs.lowerBound / lanes)...((table.inputs.upperBound - 1) / lanes)).map {
            table.inputs.clamped(to: ($0 * lanes)..<(($0 + 1) * lanes))
        }
        guard shape.trimsColumns, let common = shape.columns.commonTap else {
            let taps = rows.flatMap { row in columns.map { (row: row, column: $0) } }
            return [blocks.flatMap { inputs in taps.map { TapUnit(inputs: inputs, taps: [$0]) } }]
        }
        func column(_ column: Int, _ blocks: some Sequence<Range<Int>>) -> [TapUnit] {
            // All rows of the kernel together, so that no row of results lacks the first or the last part.
            blocks.map { TapUnit(inputs: $0, taps: rows.map { (row: $0, column: column) }) }
        }
        let half = blocks.count / 2
        return [column(common, blocks[..<half])] + columns.filter { $0 != common }.map { column($0, blocks) }
            + [column(common, blocks[half...])]
    }

    /// For one kind of row, the taps that it has of each part; parts without any are skipped by the sums.
    private mutating func addLists(_ parts: [[FullTap]], _ kind: Kind) {
        let lanes = plan.source.lanes
        var rows: [Int: TileAxis.Tap] = [:]
        for tap in shape.rows.families[kind.rowFamily].taps where kind.rowTaps.contains(tap.index) {
            rows[tap.index] = tap
        }
        var columns: [Int: TileAxis.Tap] = [:]
        let family = shape.columns.families[kind.columnFamily]
        for tap in family.taps { columns[tap.index] = tap }
        let first = plan.lists.count
        for part in 0..<plan.parts {
            let start = plan.taps.count
            for tap in part < parts.count ? parts[part] : [] {
                guard let row = rows[tap.row], let column = columns[tap.column] else { continue }
                let block = tap.inputs.lowerBound / lanes
                plan.taps.append(
                    TileTap(
                        source: shape.offset(row, column) &+ block &* shape.sourceBlockStride
                            &+ tap.inputs.lowerBound % lanes,
                        weights: tap.weights, channels: tap.inputs.count))
            }
            var reached = 0..<family.count
            if shape.trimsColumns, part < parts.count, let number = parts[part].first?.column, let tap = columns[number]
            {
                reached = shape.columns.reached(family, tap)
            }
            plan.lists.append(
                TileTaps(
                    range: start..<plan.taps.count, isFirst: false, isLast: false, leading: reached.lowerBound,
                    trailing: family.count - reached.upperBound))
        }
        let used = (first..<plan.lists.count).filter { !plan.lists[$0].range.isEmpty }
        // A kind without any taps writes biases in its first part.
        plan.lists[used.first ?? first].isFirst = true
        plan.lists[used.last ?? first].isLast = true
    }
}
